import { z } from "zod";
import { code, id, idempotencyKey, text, version } from "../text.ts";

/** Where a number is followed: `{number}` stands for it. */
const trackingUrlTemplate = text(500)
  .refine((value) => /^https:\/\/[^\s]+$/.test(value), "begins with https://")
  .refine((value) => value.includes("{number}"), "says {number} where the tracking number goes");

/** Makes a carrier's service, or changes the one that was seen at `version`. */
export const saveCarrierInput = z.strictObject({
  id: id.nullable().default(null),
  version: version.nullable().default(null),
  code,
  name: text(200, 1),
  serviceCode: code.default("STANDARD"),
  trackingUrlTemplate: trackingUrlTemplate.nullable().default(null),
  active: z.boolean().default(true),
  idempotencyKey,
});
export type SaveCarrierInput = z.infer<typeof saveCarrierInput>;
export const carrierRef = z.object({ id: z.string(), code: z.string(), version: z.int() });
export type CarrierRef = z.infer<typeof carrierRef>;

export const listCarriersInput = z.strictObject({});
export const carrierView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  serviceCode: z.string(),
  trackingUrlTemplate: z.string().nullable(),
  active: z.boolean(),
  shipments: z.int(),
  version: z.int(),
});
export type CarrierView = z.infer<typeof carrierView>;
export const listCarriersOutput = z.object({ rows: z.array(carrierView) });
