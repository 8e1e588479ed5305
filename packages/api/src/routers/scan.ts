import { receivedOutput, receiveStockInput, resolveScanInput, scanned } from "@invista/contracts/scan/scan";
import { receiveStock, resolveScan } from "@invista/domain/scanning";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const scanRouter = router({
  resolve: query("stock:read", "GET /scans", "What a scanned code means in a warehouse, and where it lies")
    .input(resolveScanInput)
    .output(scanned)
    .query(({ ctx, input }) => resolveScan(ctx.read, input)),
  receive: command("receipt:post", "POST /stock/receive", "Take goods in that came without a purchase order")
    .input(receiveStockInput)
    .output(receivedOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => receiveStock(work, input))),
});
