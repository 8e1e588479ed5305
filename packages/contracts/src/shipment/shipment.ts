import { z } from "zod";
import { positiveQuantity } from "../quantity.ts";
import { id, idempotencyKey, text, version } from "../text.ts";

export const shipmentStatus = z.enum([
  "DRAFT",
  "PICKING",
  "PACKED",
  "SHIPPED",
  "IN_TRANSIT",
  "DELIVERED",
  "CANCELLED",
  "LOST",
  "REFUSED",
]);
export type ShipmentStatus = z.infer<typeof shipmentStatus>;

/** Makes shipments of what is reserved for these orders and in no shipment yet: one for each order and warehouse. */
export const createShipmentsInput = z.strictObject({
  orderIds: z.array(id).min(1, "needs at least one order").max(100),
  idempotencyKey,
});
export type CreateShipmentsInput = z.infer<typeof createShipmentsInput>;

/** Unpack or deliver the shipment that was seen at `version`. */
export const shipmentStepInput = z.strictObject({ id, version, idempotencyKey });
export type ShipmentStepInput = z.infer<typeof shipmentStepInput>;
export const shipmentReasonInput = z.strictObject({ id, version, reason: text(500, 1), idempotencyKey });
export type ShipmentReasonInput = z.infer<typeof shipmentReasonInput>;

const pieces = z.array(text(100, 1)).max(1_000);

/**
 * Takes so much more of lines into the hand. Two people may pick one shipment: no version is asked for, and more than is left is refused.
 */
export const pickShipmentInput = z.strictObject({
  id,
  lines: z
    .array(z.strictObject({ lineId: id, quantity: positiveQuantity, serials: pieces.optional() }))
    .min(1, "needs at least one line")
    .max(500)
    .refine((all) => new Set(all.map((one) => one.lineId)).size === all.length, "names a line twice"),
  idempotencyKey,
});
export type PickShipmentInput = z.infer<typeof pickShipmentInput>;

/** Puts so much of a line back where it was taken from. */
export const putBackInput = z.strictObject({
  id,
  lineId: id,
  quantity: positiveQuantity,
  serials: pieces.optional(),
  idempotencyKey,
});
export type PutBackInput = z.infer<typeof putBackInput>;

export const shortReason = z.enum(["NOT_FOUND", "DAMAGED", "EXPIRED", "WRONG_PRODUCT", "OTHER"]);
export type ShortReason = z.infer<typeof shortReason>;
/** What is left of a line can't be picked: it is given up, and the bin is put on a count. */
export const shortPickInput = z.strictObject({ id, lineId: id, reason: shortReason, idempotencyKey });
export type ShortPickInput = z.infer<typeof shortPickInput>;

/** Kilograms with up to three decimals, above zero. */
export const weight = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/, { error: "is not a weight in kilograms", abort: true })
  .refine((value) => /[1-9]/.test(value), "is above zero");
export const parcel = z.strictObject({ weight, note: text(200).nullable().default(null) });
export type Parcel = z.infer<typeof parcel>;
export const packShipmentInput = z.strictObject({
  id,
  version,
  parcels: z.array(parcel).min(1, "needs at least one parcel").max(100),
  idempotencyKey,
});
export type PackShipmentInput = z.infer<typeof packShipmentInput>;

/** It leaves: with a carrier and his number where there is one. */
export const shipShipmentInput = z.strictObject({
  id,
  version,
  carrierId: id.nullable().default(null),
  trackingNumber: text(100, 1).nullable().default(null),
  idempotencyKey,
});
export type ShipShipmentInput = z.infer<typeof shipShipmentInput>;

/** Shipments of one warehouse that nobody has begun to pick, for one walk. */
export const createWaveInput = z.strictObject({
  shipmentIds: z.array(id).min(1, "needs at least one shipment").max(50),
  idempotencyKey,
});
export type CreateWaveInput = z.infer<typeof createWaveInput>;
export const waveRef = z.object({
  id: z.string(),
  waveNumber: z.string(),
  shipments: z.int(),
  operationId: z.string(),
});
export type WaveRef = z.infer<typeof waveRef>;

export const shipmentRef = z.object({
  id: z.string(),
  shipmentNumber: z.string(),
  status: shipmentStatus,
  orderId: z.string(),
  version: z.int(),
  operationId: z.string(),
});
export type ShipmentRef = z.infer<typeof shipmentRef>;
export const shipmentRefs = z.object({ shipments: z.array(shipmentRef), operationId: z.string() });
export type ShipmentRefs = z.infer<typeof shipmentRefs>;

/** What a pick leaves of the line. */
export const pickedOutput = z.object({
  ...shipmentRef.shape,
  lines: z.array(z.object({ lineId: z.string(), picked: z.string(), left: z.string() })),
});
export type PickedOutput = z.infer<typeof pickedOutput>;
/** A line that was given up, with the count that was planned for its bin. */
export const shortPickOutput = z.object({
  ...pickedOutput.shape,
  countNumber: z.string(),
});
export type ShortPickOutput = z.infer<typeof shortPickOutput>;
