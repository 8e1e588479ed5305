import { getSerialInput, listSerialsInput, listSerialsOutput, serialView } from "@invista/contracts/serial/serial";
import { getSerial, listSerials } from "@invista/domain/serials";
import { query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const serialRouter = router({
  list: query("serial:read", "GET /serials", "Pieces by their serial numbers, by page")
    .input(listSerialsInput)
    .output(listSerialsOutput)
    .query(({ ctx, input }) => listSerials(ctx.read, input)),
  get: query("serial:read", "GET /serials/{id}", "One piece with its whole way")
    .input(getSerialInput)
    .output(serialView)
    .query(({ ctx, input }) => getSerial(ctx.read, input.id)),
});
