import { adjustStockInput, adjustStockOutput } from "@invista/contracts/stock/adjust-stock";
import {
  getStockAsOfInput,
  listStockAsOfInput,
  listStockAsOfOutput,
  stockAsOfView,
} from "@invista/contracts/stock/as-of";
import {
  getPositionInput,
  listMovementsInput,
  listMovementsOutput,
  listStockInput,
  listStockOutput,
  positionView,
} from "@invista/contracts/stock/list-stock";
import {
  movedStockOutput,
  moveStockInput,
  quarantineStockInput,
  releaseStockInput,
  scrapStockInput,
} from "@invista/contracts/stock/move-stock";
import {
  adjustStock,
  getPosition,
  getStockAsOf,
  listMovements,
  listStock,
  listStockAsOf,
  moveStock,
  quarantineStock,
  releaseStock,
  scrapStock,
} from "@invista/domain/stock";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const stockRouter = router({
  list: query("stock:read", "GET /stock", "Stock positions (product × warehouse), by page")
    .input(listStockInput)
    .output(listStockOutput)
    .query(({ ctx, input }) => listStock(ctx.read, input)),
  get: query(
    "stock:read",
    "GET /stock/{productId}/{warehouseId}",
    "One position with bins, reservations and last movements",
  )
    .input(getPositionInput)
    .output(positionView)
    .query(({ ctx, input }) => getPosition(ctx.read, input)),
  listAsOf: query(
    "stock:read",
    "GET /stock-as-of",
    "Stock positions as they were at a moment, from the ledger, by page",
  )
    .input(listStockAsOfInput)
    .output(listStockAsOfOutput)
    .query(({ ctx, input }) => listStockAsOf(ctx.read, input)),
  getAsOf: query(
    "stock:read",
    "GET /stock-as-of/{productId}/{warehouseId}",
    "One position as it was at a moment, by bin and lot",
  )
    .input(getStockAsOfInput)
    .output(stockAsOfView)
    .query(({ ctx, input }) => getStockAsOf(ctx.read, input)),
  movements: query("stock:read", "GET /movements", "The movement ledger, newest first, by page")
    .input(listMovementsInput)
    .output(listMovementsOutput)
    .query(({ ctx, input }) => listMovements(ctx.read, input)),
  move: command("stock:move", "POST /stock/move", "Move a quantity to another bin of the warehouse")
    .input(moveStockInput)
    .output(movedStockOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => moveStock(work, input))),
  quarantine: command("stock:quarantine", "POST /stock/quarantine", "Put a quantity into quarantine")
    .input(quarantineStockInput)
    .output(movedStockOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => quarantineStock(work, input))),
  release: command("stock:quarantine", "POST /stock/release", "Release a quantity from quarantine")
    .input(releaseStockInput)
    .output(movedStockOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => releaseStock(work, input))),
  scrap: command("stock:scrap", "POST /stock/scrap", "Take a quantity out of stock for good")
    .input(scrapStockInput)
    .output(movedStockOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => scrapStock(work, input))),
  adjust: command("stock:adjust", "POST /stock/adjust", "Correct the quantity at a bin")
    .input(adjustStockInput)
    .output(adjustStockOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => adjustStock(work, input))),
});
