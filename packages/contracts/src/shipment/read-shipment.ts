import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { id } from "../text.ts";
import { parcel, shipmentStatus } from "./shipment.ts";

export const listShipmentsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: shipmentStatus.optional(),
  /** OPEN: not shipped and not cancelled. */
  view: z.enum(["OPEN"]).optional(),
  warehouseId: id.optional(),
  orderId: id.optional(),
  waveId: id.optional(),
});
export type ListShipmentsInput = z.infer<typeof listShipmentsInput>;

export const shipmentRow = z.object({
  id: z.string(),
  shipmentNumber: z.string(),
  status: shipmentStatus,
  orderId: z.string(),
  orderNumber: z.string(),
  customerName: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  waveId: z.string().nullable(),
  waveNumber: z.string().nullable(),
  lines: z.int(),
  quantity: z.string(),
  picked: z.string(),
  promisedAt: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  createdAt: z.string(),
  /** Since when it has been in its state. */
  since: z.string(),
  version: z.int(),
});
export type ShipmentRow = z.infer<typeof shipmentRow>;
export const listShipmentsOutput = pageOf(shipmentRow);

export const shipmentLine = z.object({
  id: z.string(),
  shipmentId: z.string(),
  shipmentNumber: z.string(),
  orderItemId: z.string(),
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  location: z.string(),
  zone: z.string().nullable(),
  lotNumber: z.string().nullable(),
  trackSerials: z.boolean(),
  serials: z.array(z.string()),
  quantity: z.string(),
  picked: z.string(),
  /** Neither picked nor given up. */
  left: z.string(),
  shortReason: z.string().nullable(),
});
export type ShipmentLine = z.infer<typeof shipmentLine>;

export const getShipmentInput = z.strictObject({ id });
export const shipmentAction = z.enum(["pick", "pack", "unpack", "ship", "deliver", "lose", "refuse", "cancel"]);
export type ShipmentAction = z.infer<typeof shipmentAction>;
export const shipmentView = z.object({
  shipment: shipmentRow,
  orderStatus: z.string(),
  shipTo: z.string().nullable(),
  parcels: z.array(parcel),
  carrierName: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  note: z.string().nullable(),
  packedAt: z.string().nullable(),
  shippedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  createdByName: z.string().nullable(),
  /** In the order of the walk: by pick sequence of the bins. */
  lines: z.array(shipmentLine),
  /** Steps that are lawful now and allowed to the reader. */
  actions: z.array(shipmentAction),
});
export type ShipmentView = z.infer<typeof shipmentView>;

/** The lines of one shipment or of a whole wave, in the order of the walk. */
export const pickRouteInput = z
  .strictObject({ shipmentId: id.optional(), waveId: id.optional() })
  .refine((value) => (value.shipmentId === undefined) !== (value.waveId === undefined), "names a shipment or a wave");
export type PickRouteInput = z.infer<typeof pickRouteInput>;
export const pickRoute = z.object({
  /** Number of the shipment or wave. */
  number: z.string(),
  warehouseId: z.string(),
  lines: z.array(shipmentLine),
});
export type PickRoute = z.infer<typeof pickRoute>;

export const boardInput = z.strictObject({ warehouseId: id.optional() });
export type BoardInput = z.infer<typeof boardInput>;
const column = z.object({ total: z.int(), rows: z.array(shipmentRow) });
/** What waits at each station of the way out, the longest waiting first. */
export const board = z.object({
  /** Confirmed orders with reserved stock that is in no shipment yet. */
  ordersWaiting: z.array(
    z.object({
      id: z.string(),
      orderNumber: z.string(),
      customerName: z.string(),
      lines: z.int(),
      promisedAt: z.string().nullable(),
      since: z.string(),
    }),
  ),
  ordersWaitingTotal: z.int(),
  toPick: column,
  picking: column,
  packed: column,
  shipped: column,
});
export type Board = z.infer<typeof board>;
