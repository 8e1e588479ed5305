import { getLotAsOfInput, listLotsAsOfInput, listLotsAsOfOutput, lotAsOfView } from "@invista/contracts/lot/as-of";
import {
  createLotInput,
  getLotInput,
  holdLotInput,
  listLotsInput,
  listLotsOutput,
  lotRef,
  lotView,
  recallLotInput,
  releaseLotInput,
  updateLotInput,
} from "@invista/contracts/lot/lot";
import {
  createLot,
  getLot,
  getLotAsOf,
  holdLot,
  listLots,
  listLotsAsOf,
  recallLot,
  releaseLot,
  updateLot,
} from "@invista/domain/lots";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const lotRouter = router({
  list: query("lot:read", "GET /lots", "Lots, the next to expire first, by page")
    .input(listLotsInput)
    .output(listLotsOutput)
    .query(({ ctx, input }) => listLots(ctx.read, input)),
  get: query("lot:read", "GET /lots/{id}", "One lot: where it lies, who got it, what was made of it")
    .input(getLotInput)
    .output(lotView)
    .query(({ ctx, input }) => getLot(ctx.read, input)),
  listAsOf: query("lot:read", "GET /lots-as-of", "Lots as they were at a moment, with what was left of each, by page")
    .input(listLotsAsOfInput)
    .output(listLotsAsOfOutput)
    .query(({ ctx, input }) => listLotsAsOf(ctx.read, input)),
  getAsOf: query("lot:read", "GET /lots-as-of/{id}", "One lot as it was at a moment, with where it lay")
    .input(getLotAsOfInput)
    .output(lotAsOfView)
    .query(({ ctx, input }) => getLotAsOf(ctx.read, input)),
  create: command("lot:update", "POST /lots", "Make a lot of a product that is tracked by lot")
    .input(createLotInput)
    .output(lotRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createLot(work, input))),
  update: command("lot:update", "PATCH /lots/{id}", "Change what is known of a lot")
    .input(updateLotInput)
    .output(lotRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateLot(work, input))),
  hold: command("lot:update", "POST /lots/{id}/hold", "Keep a lot from being promised")
    .input(holdLotInput)
    .output(lotRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => holdLot(work, input))),
  release: command("lot:update", "POST /lots/{id}/release", "Let a lot be promised and shipped again")
    .input(releaseLotInput)
    .output(lotRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => releaseLot(work, input))),
  recall: command("lot:recall", "POST /lots/{id}/recall", "Call a lot back and free what was promised of it")
    .input(recallLotInput)
    .output(lotRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => recallLot(work, input))),
});
