import { adjustStockInput, adjustStockOutput } from "@invista/contracts/stock/adjust-stock";
import {
  getPositionInput,
  listMovementsInput,
  listMovementsOutput,
  listStockInput,
  listStockOutput,
  positionView,
} from "@invista/contracts/stock/list-stock";
import { adjustStock, getPosition, listMovements, listStock } from "@invista/domain/stock";
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
  movements: query("stock:read", "GET /movements", "The movement ledger, newest first, by page")
    .input(listMovementsInput)
    .output(listMovementsOutput)
    .query(({ ctx, input }) => listMovements(ctx.read, input)),
  adjust: command("stock:adjust", "POST /stock/adjust", "Correct the quantity at a bin")
    .input(adjustStockInput)
    .output(adjustStockOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => adjustStock(work, input))),
});
