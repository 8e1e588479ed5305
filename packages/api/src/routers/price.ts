import {
  endPriceInput,
  listAllPricesInput,
  listAllPricesOutput,
  listPricesInput,
  listPricesOutput,
  priceRef,
  setPriceInput,
} from "@invista/contracts/product/prices";
import { endPrice, listAllPrices, listPrices, setPrice } from "@invista/domain/catalog";
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
});
