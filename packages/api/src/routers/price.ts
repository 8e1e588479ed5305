import {
  createPriceListInput,
  listPriceListsInput,
  listPriceListsOutput,
  priceListRef,
  updatePriceListInput,
} from "@invista/contracts/product/price-lists";
import {
  endPriceInput,
  listAllPricesInput,
  listAllPricesOutput,
  listPricesInput,
  listPricesOutput,
  priceRef,
  setPriceInput,
} from "@invista/contracts/product/prices";
import {
  createPriceList,
  endPrice,
  listAllPrices,
  listPriceLists,
  listPrices,
  setPrice,
  updatePriceList,
} from "@invista/domain/catalog";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const priceRouter = router({
  list: query("price:read", "GET /products/{productId}/prices", "Every price of a product")
    .input(listPricesInput)
    .output(listPricesOutput)
    .query(({ ctx, input }) => listPrices(ctx.read, input.productId)),
  listAll: query("price:read", "GET /prices", "Prices of all products that hold or will hold, by page")
    .input(listAllPricesInput)
    .output(listAllPricesOutput)
    .query(({ ctx, input }) => listAllPrices(ctx.read, input)),
  set: command("price:update", "POST /products/{productId}/prices", "Set a price of a list from a quantity on")
    .input(setPriceInput)
    .output(priceRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => setPrice(work, input))),
  end: command("price:update", "POST /prices/{id}/end", "End a price now")
    .input(endPriceInput)
    .output(priceRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => endPrice(work, input))),
  lists: query("price:read", "GET /price-lists", "Price lists, with how many prices and customers use them")
    .input(listPriceListsInput)
    .output(listPriceListsOutput)
    .query(({ ctx, input }) => listPriceLists(ctx.read, input)),
  createList: command("price:update", "POST /price-lists", "Make a price list")
    .input(createPriceListInput)
    .output(priceListRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createPriceList(work, input))),
  updateList: command("price:update", "PATCH /price-lists/{code}", "Rename a price list, or put it out of use and back")
    .input(updatePriceListInput)
    .output(priceListRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updatePriceList(work, input))),
});
