import { z } from "zod";
import { currency, nonNegativeMoney } from "../quantity.ts";
import { weight } from "../shipment/shipment.ts";
import { id, idempotencyKey, version } from "../text.ts";

const country = z.string().regex(/^[A-Z]{2}$/, "is not a country code of two letters");

/** What a service asks up to a weight; without a country, to anywhere that has no rates of its own. */
export const carrierRate = z.strictObject({
  country: country.nullable(),
  maxWeight: weight,
  price: nonNegativeMoney,
  currency,
});
export type CarrierRate = z.infer<typeof carrierRate>;

/** Says all rates of the service that was seen at `version`. */
export const setRatesInput = z.strictObject({ id, version, rates: z.array(carrierRate).max(500), idempotencyKey });
export type SetRatesInput = z.infer<typeof setRatesInput>;

export const listRatesInput = z.strictObject({ id });
export const listRatesOutput = z.object({ version: z.int(), rates: z.array(carrierRate) });
export type ListRatesOutput = z.infer<typeof listRatesOutput>;

export const quotesInput = z.strictObject({ shipmentId: id });
/** Why a service says no price. */
const noQuoteReason = z.enum(["NO_RATES", "NOT_TO_COUNTRY", "TOO_HEAVY"]);
export const quotesOutput = z.object({
  weight: z.string(),
  country: z.string().nullable(),
  rows: z.array(
    z.object({
      carrierId: z.string(),
      name: z.string(),
      serviceCode: z.string(),
      price: z.string().nullable(),
      currency: z.string().nullable(),
      reason: noQuoteReason.nullable(),
    }),
  ),
});
export type QuotesOutput = z.infer<typeof quotesOutput>;
