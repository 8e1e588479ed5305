import {
  carrierRef,
  listCarriersInput,
  listCarriersOutput,
  saveCarrierInput,
} from "@invista/contracts/carrier/carrier";
import { listCarriers, saveCarrier } from "@invista/domain/shipments";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const carrierRouter = router({
  list: query("carrier:read", "GET /carriers", "Every service of every carrier")
    .input(listCarriersInput)
    .output(listCarriersOutput)
    .query(({ ctx }) => listCarriers(ctx.read)),
  save: command("carrier:manage", "POST /carriers", "Make or change a carrier's service")
    .input(saveCarrierInput)
    .output(carrierRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => saveCarrier(work, input))),
});
