import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { positiveQuantity } from "../quantity.ts";
import { serials } from "../serial/serial.ts";
import { id, idempotencyKey, instant, locationCode, text, version } from "../text.ts";

export const transferStatus = z.enum([
  "DRAFT",
  "APPROVED",
  "PICKING",
  "IN_TRANSIT",
  "PARTIALLY_RECEIVED",
  "RECEIVED",
  "CANCELLED",
]);
export type TransferStatus = z.infer<typeof transferStatus>;

const line = z.strictObject({ productId: id, quantity: positiveQuantity });
const lines = z
  .array(line)
  .min(1, "needs at least one line")
  .max(200)
  .refine((all) => new Set(all.map((one) => one.productId)).size === all.length, "names a product twice");

export const createTransferInput = z.strictObject({
  fromWarehouseId: id,
  toWarehouseId: id,
  expectedAt: instant.nullable().default(null),
  note: text(2000).nullable().default(null),
  lines,
  idempotencyKey,
});
export type CreateTransferInput = z.infer<typeof createTransferInput>;

/** Approve or cancel the transfer that was seen at `version`. */
export const transferStepInput = z.strictObject({ id, version, idempotencyKey });
export type TransferStepInput = z.infer<typeof transferStepInput>;

/** The pieces that leave a position, where more of them lie there than are sent. */
const leaving = z.strictObject({ itemId: id, serials });
export const dispatchTransferInput = transferStepInput.extend({ pieces: z.array(leaving).max(200).default([]) });
export type DispatchTransferInput = z.infer<typeof dispatchTransferInput>;

/** So much of a product, of the lot and the pieces that are named; they may be left out where there is only one answer. */
const settled = line.extend({ lotId: id.nullable().optional(), serials: serials.optional() });
export type SettledLine = z.infer<typeof settled>;

/** What arrived, product by product and lot by lot, and the bin it is put into. */
export const receiveTransferInput = z.strictObject({
  id,
  version,
  lines: z
    .array(settled.extend({ location: locationCode.default("") }))
    .min(1, "needs at least one line")
    .max(200),
  idempotencyKey,
});
export type ReceiveTransferInput = z.infer<typeof receiveTransferInput>;

export const lossReason = z.enum(["LOST", "STOLEN", "DAMAGED", "SHORT_SENT", "OTHER"]);
/** What is still under way and will never arrive: written off as a loss. */
export const resolveTransferInput = z.strictObject({
  id,
  version,
  reason: lossReason,
  lines: z.array(settled).min(1, "needs at least one line").max(200),
  idempotencyKey,
});
export type ResolveTransferInput = z.infer<typeof resolveTransferInput>;

export const transferRef = z.object({
  id: z.string(),
  transferNumber: z.string(),
  status: transferStatus,
  version: z.int(),
  operationId: z.string(),
});
export type TransferRef = z.infer<typeof transferRef>;

export const listTransfersInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: transferStatus.optional(),
  warehouseId: id.optional(),
  /** OPEN: neither received in full nor cancelled. */
  view: z.enum(["OPEN"]).optional(),
});
export type ListTransfersInput = z.infer<typeof listTransfersInput>;
export const transferRow = z.object({
  id: z.string(),
  transferNumber: z.string(),
  status: transferStatus,
  fromWarehouseId: z.string(),
  fromCode: z.string(),
  toWarehouseId: z.string(),
  toCode: z.string(),
  lines: z.int(),
  /** Dispatched, neither received nor lost. */
  underWay: z.string(),
  expectedAt: z.string().nullable(),
  dispatchedAt: z.string().nullable(),
  createdAt: z.string(),
  createdByName: z.string().nullable(),
  version: z.int(),
});
export type TransferRow = z.infer<typeof transferRow>;
export const listTransfersOutput = pageOf(transferRow);

export const transferLine = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  quantity: z.string(),
  dispatched: z.string(),
  received: z.string(),
  lost: z.string(),
  underWay: z.string(),
});
export type TransferLine = z.infer<typeof transferLine>;

/** What is reserved for a transfer in a position, or of a lot under way; the goods that its next step is about. */
export const transferPart = z.object({
  productId: z.string(),
  sku: z.string(),
  unitCode: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** The position they leave; null while they are under way. */
  itemId: z.string().nullable(),
  location: z.string().nullable(),
  quantity: z.string(),
  tracksSerials: z.boolean(),
  /** The pieces there by their numbers, in a position all of them; at most 1,000. */
  serials: z.array(z.string()),
});
export type TransferPart = z.infer<typeof transferPart>;
export const getTransferInput = z.strictObject({ id });
export const transferView = z.object({
  transfer: transferRow,
  note: z.string().nullable(),
  items: z.array(transferLine),
  parts: z.array(transferPart),
});
export type TransferView = z.infer<typeof transferView>;
