import { refuse } from "@invista/contracts/errors";
import type { OrderStatus } from "@invista/contracts/order/order";
import type { ShipmentRef, ShipmentStatus } from "@invista/contracts/shipment/shipment";
import type { NeonSql } from "@invista/db";
import { requireWarehouse } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";

export interface ShipmentRecord {
  id: string;
  shipment_number: string;
  status: ShipmentStatus;
  order_id: string;
  order_number: string;
  order_status: OrderStatus;
  order_creator: string;
  warehouse_id: string;
  carrier_id: string | null;
  version: number;
}

/** A line with what it is of, locked. */
export interface ShipmentLineRecord {
  id: string;
  order_item_id: string;
  inventory_item_id: string;
  product_id: string;
  sku: string;
  location: string;
  qty_precision: number;
  track_serials: boolean;
  serials: string[];
  quantity: string;
  picked: string;
  short_reason: string | null;
  reservation_id: string | null;
  /** Whether its claim still stands: a recall or the end of a hold frees what it held. */
  is_claimed: boolean;
}

/** Locks a shipment after its order, as every step of either does; with `version`, as the caller saw it. */
export async function lockShipment(
  work: NeonWork,
  seen: { id: string; version?: number },
  allowed: readonly ShipmentStatus[],
  step: string,
): Promise<ShipmentRecord> {
  const [found] = await work.tx.$queryRaw<ShipmentRecord[]>`
    WITH held AS MATERIALIZED (SELECT o.id, o.order_number, o.status, o.created_by FROM "order" o WHERE o.id = (SELECT order_id FROM shipment WHERE id = ${seen.id}) FOR UPDATE)
    SELECT s.id, s.shipment_number, s.status::text AS status, s.order_id, held.order_number, held.status::text AS order_status, held.created_by AS order_creator, s.warehouse_id, s.carrier_id, s.version
    FROM held JOIN shipment s ON s.order_id = held.id WHERE s.id = ${seen.id} FOR UPDATE OF s`;
  if (!found || (seen.version !== undefined && found.version !== seen.version))
    throw missingOrStale("Shipment", found, { id: seen.id });
  requireWarehouse(work.actor, found.warehouse_id);
  if (!allowed.includes(found.status))
    throw refuse("RULE_BROKEN", "shipment.step", { number: found.shipment_number, status: wordOf(found.status), step });
  return found;
}

/** Only then is an order picked and shipped. */
export const isOpenOrder = (status: string) => status === "CONFIRMED" || status === "PROCESSING";

/** Refuses to go on with the shipment of an order that is on hold or closed. */
export function requireOpenOrder(shipment: Pick<ShipmentRecord, "order_number" | "order_status">): void {
  if (!isOpenOrder(shipment.order_status))
    throw refuse("RULE_BROKEN", "shipment.orderNotOpen", {
      order: shipment.order_number,
      status: wordOf(shipment.order_status),
    });
}

/** The lines of a shipment, or these of them, locked in one order. */
export function lockLines(
  work: NeonWork,
  shipmentId: string,
  ids: readonly string[] | null = null,
): Promise<ShipmentLineRecord[]> {
  return work.tx.$queryRaw<ShipmentLineRecord[]>`
    SELECT x.id, x.order_item_id, x.inventory_item_id, i.product_id, p.sku, i.location, p.qty_precision, p.track_serials, x.serials, trim_scale(x.quantity)::text AS quantity,
      trim_scale(x.picked_quantity)::text AS picked, x.short_reason, x.reservation_id, coalesce(r.status IN ('ACTIVE', 'PICKED'), FALSE) AS is_claimed
    FROM shipment_item x JOIN inventory_item i ON i.id = x.inventory_item_id JOIN product p ON p.id = i.product_id LEFT JOIN stock_reservation r ON r.id = x.reservation_id
    WHERE x.shipment_id = ${shipmentId} AND (${ids === null} OR x.id = ANY (${[...(ids ?? [])]}::text[])) ORDER BY x.id FOR UPDATE OF x`;
}

/** Moves a locked shipment to a state and sets what belongs to it; the database refuses what is not lawful. */
export async function moveShipment(
  work: NeonWork,
  shipment: ShipmentRecord,
  to: ShipmentStatus,
  fields: NeonSql.Sql = sql``,
): Promise<ShipmentRef> {
  const [moved] = await work.tx.$queryRaw<{ version: number }[]>`
    UPDATE shipment SET status = ${to}::shipment_status, version = version + 1, updated_at = now() ${fields} WHERE id = ${shipment.id} RETURNING version`;
  if (!moved) throw refuse("NOT_FOUND", "record.notFound", { entity: "Shipment", id: shipment.id });
  const { id, shipment_number: shipmentNumber, order_id: orderId } = shipment;
  return { id, shipmentNumber, status: to, orderId, version: moved.version, operationId: work.operationId };
}

/** One entry in the audit trail, and open screens read orders and shipments again. */
export function record(
  work: NeonWork,
  shipment: Pick<ShipmentRecord, "id">,
  action: string,
  newValues: Record<string, unknown>,
): void {
  work.audit({ action, resource: "shipments", resourceId: shipment.id, newValues });
  work.touch("order");
}
