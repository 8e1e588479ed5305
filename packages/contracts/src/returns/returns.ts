import { z } from "zod";
import { pageInput, pageOf, searchTerm } from "../page.ts";
import { positiveQuantity } from "../quantity.ts";
import { serials } from "../serial/serial.ts";
import { id, idempotencyKey, locationCode, text, version } from "../text.ts";

export const returnStatus = z.enum([
  "REQUESTED",
  "APPROVED",
  "IN_TRANSIT",
  "RECEIVED",
  "INSPECTED",
  "CLOSED",
  "REJECTED",
  "CANCELLED",
]);
export type ReturnStatus = z.infer<typeof returnStatus>;
export const disposition = z.enum(["RESTOCK", "QUARANTINE", "REPAIR", "REPLACE", "SCRAP", "RETURN_TO_CUSTOMER"]);
export type Disposition = z.infer<typeof disposition>;
export const returnReason = z.enum(["DAMAGED", "WRONG_ITEM", "NOT_AS_DESCRIBED", "CHANGED_MIND", "TOO_LATE", "OTHER"]);

const MAX_LINES = 200;

/** Asks for goods of an order to come back: no more than has left and is not on its way back already. */
export const requestReturnInput = z.strictObject({
  orderId: id,
  /** Where they come back to; absent: the warehouse they left from. */
  warehouseId: id.nullable().default(null),
  reason: returnReason,
  note: text(2000).nullable().default(null),
  lines: z
    .array(
      z.strictObject({
        orderItemId: id,
        quantity: positiveQuantity,
        /** Of which lot, where the line left in more than one. */
        lotId: id.nullable().default(null),
      }),
    )
    .min(1, "needs at least one line")
    .max(MAX_LINES)
    .refine(
      (all) => new Set(all.map((one) => `${one.orderItemId} ${one.lotId}`)).size === all.length,
      "names a line twice",
    ),
  idempotencyKey,
});
export type RequestReturnInput = z.infer<typeof requestReturnInput>;

/** A step of the return that was seen at `version`. */
export const returnStepInput = z.strictObject({ id, version, idempotencyKey });
export type ReturnStepInput = z.infer<typeof returnStepInput>;
export const returnReasonInput = returnStepInput.extend({ reason: text(500, 1) });
export type ReturnReasonInput = z.infer<typeof returnReasonInput>;

/** What arrived of each line, with the numbers of its pieces; it goes into quarantine. What is left out did not come. */
export const receiveReturnInput = returnStepInput.extend({
  lines: z
    .array(z.strictObject({ itemId: id, quantity: positiveQuantity, serials: serials.optional() }))
    .min(1, "needs at least one line")
    .max(MAX_LINES)
    .refine((all) => new Set(all.map((one) => one.itemId)).size === all.length, "names a line twice"),
});
export type ReceiveReturnInput = z.infer<typeof receiveReturnInput>;

/** What becomes of the received goods: each part of a line has one fate; all of each line has to have one. */
export const inspectReturnInput = returnStepInput.extend({
  parts: z
    .array(
      z.strictObject({
        itemId: id,
        disposition,
        quantity: positiveQuantity,
        /** The bin that restocked goods go to. */
        location: locationCode.default(""),
        serials: serials.optional(),
      }),
    )
    .min(1, "needs at least one part")
    .max(2 * MAX_LINES)
    .refine(
      (all) => new Set(all.map((one) => `${one.itemId} ${one.disposition}`)).size === all.length,
      "names a fate of a line twice",
    ),
});
export type InspectReturnInput = z.infer<typeof inspectReturnInput>;

/** Orders what is to be replaced anew, free of charge; `place` reserves its stock at once. */
export const replaceReturnInput = returnStepInput.extend({ place: z.boolean().default(true) });
export type ReplaceReturnInput = z.infer<typeof replaceReturnInput>;

export const returnRef = z.object({
  id: z.string(),
  rmaNumber: z.string(),
  status: returnStatus,
  version: z.int(),
  operationId: z.string(),
});
export type ReturnRef = z.infer<typeof returnRef>;
export const refundReturnOutput = returnRef.extend({
  creditNotes: z.array(
    z.object({ id: z.string(), invoiceNumber: z.string(), gross: z.string(), currency: z.string() }),
  ),
});
export type RefundReturnOutput = z.infer<typeof refundReturnOutput>;

export const listReturnsInput = z.strictObject({
  ...pageInput,
  q: searchTerm,
  status: returnStatus.optional(),
  /** OPEN: neither closed, rejected nor cancelled. */
  view: z.enum(["OPEN"]).optional(),
  orderId: id.optional(),
  customerId: id.optional(),
});
export type ListReturnsInput = z.infer<typeof listReturnsInput>;
export const returnRow = z.object({
  id: z.string(),
  rmaNumber: z.string(),
  status: returnStatus,
  reason: z.string().nullable(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  quantity: z.string(),
  received: z.string(),
  createdAt: z.string(),
  receivedAt: z.string().nullable(),
  createdByName: z.string().nullable(),
  version: z.int(),
});
export type ReturnRow = z.infer<typeof returnRow>;
export const listReturnsOutput = pageOf(returnRow);

export const returnLine = z.object({
  id: z.string(),
  orderItemId: z.string(),
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  tracksSerials: z.boolean(),
  quantity: z.string(),
  received: z.string(),
  /** The pieces that came. */
  serials: z.array(z.string()),
  /** Before it came: the pieces of this line that are with the customer. */
  shippedSerials: z.array(z.string()),
  restocked: z.string(),
  scrapped: z.string(),
  /** What becomes of the rest, neither restocked nor scrapped. */
  disposition: disposition.nullable(),
  /** Null without price:read. */
  refundAmount: z.string().nullable(),
});
export type ReturnLine = z.infer<typeof returnLine>;

export const getReturnInput = z.strictObject({ id });
export const returnAction = z.enum([
  "approve",
  "reject",
  "cancel",
  "receive",
  "inspect",
  "refund",
  "replace",
  "close",
  "reopen",
]);
export const returnView = z.object({
  row: returnRow,
  note: z.string().nullable(),
  lines: z.array(returnLine),
  creditNotes: z.array(z.object({ id: z.string(), invoiceNumber: z.string() })),
  replacements: z.array(z.object({ id: z.string(), orderNumber: z.string() })),
  /** The next steps that are lawful now and allowed to this user. */
  actions: z.array(returnAction),
});
export type ReturnView = z.infer<typeof returnView>;

/** What of an order can still come back, line by line and lot by lot. */
export const returnableInput = z.strictObject({ orderId: id });
export const returnableOutput = z.object({
  lines: z.array(
    z.object({
      orderItemId: z.string(),
      lineNo: z.int(),
      sku: z.string(),
      name: z.string(),
      unitCode: z.string(),
      lotId: z.string().nullable(),
      lotNumber: z.string().nullable(),
      left: z.string(),
    }),
  ),
});
export type ReturnableOutput = z.infer<typeof returnableOutput>;
