import { z } from "zod";
import { movementType } from "../stock/list-stock.ts";

export const lotStatus = z.enum(["RELEASED", "HOLD", "QUARANTINE", "RECALLED", "EXPIRED"]);
export type LotStatus = z.infer<typeof lotStatus>;

/** The kits in which something reached a place or a customer; not certain where kits are tracked by neither lot nor number. */
const through = z.object({
  productId: z.string(),
  sku: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  isCertain: z.boolean(),
});
const place = z.object({
  inventoryItemId: z.string(),
  productId: z.string(),
  unitCode: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  location: z.string(),
  quantity: z.string(),
  reserved: z.string(),
  through: through.nullable(),
});
/** A customer who got some of it or is promised some. */
const receiver = z.object({
  customerId: z.string(),
  customerName: z.string(),
  email: z.string().nullable(),
  orderId: z.string(),
  orderNumber: z.string(),
  quantity: z.string(),
  unitCode: z.string(),
  state: z.enum(["PROMISED", "SHIPPED"]),
  shipments: z.array(z.object({ id: z.string(), number: z.string() })),
  through: through.nullable(),
});
/** What it went into or was made of: `depth` 1 is the next, 2 what that went into or was made of, and so on. */
const relative = z.object({
  depth: z.int(),
  productId: z.string(),
  sku: z.string(),
  unitCode: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  lotStatus: lotStatus.nullable(),
  serialId: z.string().nullable(),
  serial: z.string().nullable(),
  supplierName: z.string().nullable(),
  quantity: z.string(),
});
/** How some of it came into stock. */
const origin = z.object({
  seq: z.string(),
  type: movementType,
  quantity: z.string(),
  warehouseCode: z.string(),
  location: z.string(),
  occurredAt: z.string(),
  createdByName: z.string().nullable(),
  operationId: z.string().nullable(),
  /** The file it was imported from. */
  importId: z.string().nullable(),
  fileName: z.string().nullable(),
});

/** The ways of a lot or a piece, back to where it came from and on to whoever got it, through kits. */
export const traceShape = {
  places: z.array(place),
  receivers: z.array(receiver),
  madeInto: z.array(relative),
  madeFrom: z.array(relative),
  origins: z.array(origin),
};
const trace = z.object(traceShape);
export type Trace = z.infer<typeof trace>;
