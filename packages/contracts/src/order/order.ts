import { z } from "zod";
import { currency, positiveQuantity, unitPrice } from "../quantity.ts";
import { id, idempotencyKey, instant, text, version } from "../text.ts";

export const orderStatus = z.enum(["DRAFT", "PENDING", "CONFIRMED", "PROCESSING", "ON_HOLD", "COMPLETED", "CANCELLED"]);
export type OrderStatus = z.infer<typeof orderStatus>;

export const orderLine = z.strictObject({
  productId: id,
  quantity: positiveQuantity,
  /** Absent: the price of the customer's price list. */
  unitPrice: unitPrice.nullable().default(null),
  /** Tax in hundredths of a percent. Absent: the company's rate. */
  taxRateBps: z.int().min(0).max(10_000).nullable().optional(),
  /** Absent: the warehouse is chosen by the allocation strategy. */
  warehouseId: id.nullable().default(null),
});
export type OrderLine = z.infer<typeof orderLine>;
export const MAX_ORDER_LINES = 500;

/** Makes a draft, or with `place` a placed order whose stock is reserved in the same transaction. */
export const createOrderInput = z.strictObject({
  customerId: id,
  lines: z.array(orderLine).max(MAX_ORDER_LINES),
  currency: currency.nullable().default(null),
  warehouseId: id.nullable().default(null),
  requestedAt: instant.nullable().default(null),
  note: text(2000).nullable().default(null),
  /** What the customer calls it. */
  customerReference: text(120).nullable().optional(),
  /** Absent: the default address that goods of the customer are sent to. */
  shipToAddressId: id.nullable().optional(),
  place: z.boolean().default(false),
  idempotencyKey,
});
export type CreateOrderInput = z.infer<typeof createOrderInput>;

/** Replaces the lines of a draft. */
export const updateOrderInput = z.strictObject({
  id,
  version,
  customerId: id,
  lines: z.array(orderLine).max(MAX_ORDER_LINES),
  warehouseId: id.nullable().default(null),
  requestedAt: instant.nullable().default(null),
  note: text(2000).nullable().default(null),
  customerReference: text(120).nullable().optional(),
  shipToAddressId: id.nullable().optional(),
  idempotencyKey,
});
export type UpdateOrderInput = z.infer<typeof updateOrderInput>;

export const orderStepInput = z.strictObject({ id, version, idempotencyKey });
export type OrderStepInput = z.infer<typeof orderStepInput>;
export const orderReasonInput = z.strictObject({ id, version, reason: text(500, 1), idempotencyKey });
export type OrderReasonInput = z.infer<typeof orderReasonInput>;

/** Gives up what is open of these lines. */
export const cancelLinesInput = z.strictObject({
  id,
  version,
  lines: z
    .array(z.strictObject({ itemId: id, quantity: positiveQuantity }))
    .min(1, "needs at least one line")
    .max(MAX_ORDER_LINES)
    .refine((all) => new Set(all.map((one) => one.itemId)).size === all.length, "names a line twice"),
  reason: text(500, 1),
  idempotencyKey,
});
export type CancelLinesInput = z.infer<typeof cancelLinesInput>;

export const orderRef = z.object({
  id: z.string(),
  orderNumber: z.string(),
  status: orderStatus,
  /** Null without price:read. */
  total: z.string().nullable(),
  currency: z.string(),
  version: z.int(),
  operationId: z.string(),
});
export type OrderRef = z.infer<typeof orderRef>;

/** What was reserved of lines on backorder, in all, and what is still open. */
export const allocateOrderOutput = z.object({ ...orderRef.shape, reserved: z.string(), open: z.string() });
export type AllocateOrderOutput = z.infer<typeof allocateOrderOutput>;
