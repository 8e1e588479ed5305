import { z } from "zod";
import { chosenIds, direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { productType } from "../product/product.ts";
import { id } from "../text.ts";
import { shipmentStatus } from "../shipment/shipment.ts";
import { orderStatus } from "./order.ts";

export const listOrdersInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: orderStatus.optional(),
  /** LATE: open, and promised or wanted before now. */
  view: z.enum(["LATE"]).optional(),
  customerId: id.optional(),
  sort: z.enum(["createdAt", "total"]).default("createdAt"),
  direction: direction.default("desc"),
});
export type ListOrdersInput = z.infer<typeof listOrdersInput>;

/** How much of an order has left, and how much of that came back. */
export const fulfilmentStatus = z.enum(["UNFULFILLED", "PARTIAL", "FULFILLED", "RETURNED_PARTIAL", "RETURNED"]);
export type FulfilmentStatus = z.infer<typeof fulfilmentStatus>;
/** How much of an order's total, less what was credited, came in by payments, and how much of that went back. */
export const paymentState = z.enum(["UNPAID", "PARTIAL", "PAID", "REFUNDED_PARTIAL", "REFUNDED"]);
export type PaymentState = z.infer<typeof paymentState>;

export const orderRow = z.object({
  id: z.string(),
  orderNumber: z.string(),
  status: orderStatus,
  customerId: z.string(),
  customerName: z.string(),
  currency: z.string(),
  /** Amounts are null without price:read. */
  total: z.string().nullable(),
  lines: z.int(),
  ordered: z.string(),
  reserved: z.string(),
  shipped: z.string(),
  fulfilmentStatus,
  paymentStatus: paymentState,
  requestedAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  version: z.int(),
});
export type OrderRow = z.infer<typeof orderRow>;
export const listOrdersOutput = pageOf(orderRow);

export const getOrderInput = z.strictObject({ id });
export const orderView = orderRow.extend({
  subtotal: z.string().nullable(),
  discount: z.string().nullable(),
  tax: z.string().nullable(),
  shipping: z.string().nullable(),
  note: z.string().nullable(),
  customerReference: z.string().nullable(),
  /** Where it is sent, line by line. */
  shipTo: z.array(z.string()),
  holdReason: z.string().nullable(),
  cancelReason: z.string().nullable(),
  heldFrom: orderStatus.nullable(),
  warehouseId: z.string().nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      lineNo: z.int(),
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      type: productType,
      unitCode: z.string(),
      quantity: z.string(),
      unitPrice: z.string().nullable(),
      lineTotal: z.string().nullable(),
      reserved: z.string(),
      shipped: z.string(),
      cancelled: z.string(),
      available: z.string(),
      reservations: z.array(
        z.object({ warehouseCode: z.string(), location: z.string(), quantity: z.string(), status: z.string() }),
      ),
    }),
  ),
  timeline: z.array(
    z.object({
      operationId: z.string(),
      procedure: z.string(),
      at: z.string(),
      userId: z.string(),
      userName: z.string().nullable(),
    }),
  ),
  /** The next steps that are lawful now and allowed to this user. */
  actions: z.array(
    z.enum(["edit", "place", "confirm", "allocate", "ship", "hold", "release", "cancelLines", "cancel"]),
  ),
  shipments: z.array(
    z.object({
      id: z.string(),
      shipmentNumber: z.string(),
      status: shipmentStatus,
      warehouseCode: z.string(),
      quantity: z.string(),
      picked: z.string(),
    }),
  ),
});
export type OrderView = z.infer<typeof orderView>;
