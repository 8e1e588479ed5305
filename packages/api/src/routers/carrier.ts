import {
  carrierRef,
  listCarriersInput,
  listCarriersOutput,
  saveCarrierInput,
} from "@invista/contracts/carrier/carrier";
import {
  listRatesInput,
  listRatesOutput,
  quotesInput,
  quotesOutput,
  setRatesInput,
} from "@invista/contracts/carrier/rates";
import { listCarriers, listRates, quoteShipment, saveCarrier, setRates } from "@invista/domain/shipments";
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
  rates: query("carrier:read", "GET /carriers/{id}/rates", "What a carrier's service asks")
    .input(listRatesInput)
    .output(listRatesOutput)
    .query(({ ctx, input }) => listRates(ctx.read, input)),
  setRates: command("carrier:manage", "POST /carriers/{id}/rates", "Say all that a carrier's service asks")
    .input(setRatesInput)
    .output(carrierRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => setRates(work, input))),
  quotes: query("carrier:read", "GET /shipments/{shipmentId}/quotes", "What each service asks for a packed shipment")
    .input(quotesInput)
    .output(quotesOutput)
    .query(({ ctx, input }) => quoteShipment(ctx.read, input)),
});
