import {
  getSerialAsOfInput,
  listSerialsAsOfInput,
  listSerialsAsOfOutput,
  serialAsOfView,
} from "@invista/contracts/serial/as-of";
import { getSerialInput, listSerialsInput, listSerialsOutput, serialView } from "@invista/contracts/serial/serial";
import { getSerial, getSerialAsOf, listSerials, listSerialsAsOf } from "@invista/domain/serials";
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
  listAsOf: query("serial:read", "GET /serials-as-of", "Pieces with where each was at a moment, by page")
    .input(listSerialsAsOfInput)
    .output(listSerialsAsOfOutput)
    .query(({ ctx, input }) => listSerialsAsOf(ctx.read, input)),
  getAsOf: query("serial:read", "GET /serials-as-of/{id}", "One piece as it was at a moment, with its way by then")
    .input(getSerialAsOfInput)
    .output(serialAsOfView)
    .query(({ ctx, input }) => getSerialAsOf(ctx.read, input)),
});
