import { refuse } from "@invista/contracts/errors";
import type {
  ListShipmentsInput,
  PickRoute,
  PickRouteInput,
  ShipmentRow,
  ShipmentView,
} from "@invista/contracts/shipment/read-shipment";
import type { Parcel } from "@invista/contracts/shipment/shipment";
import { z } from "zod";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { all, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { lawfulActions } from "./lawful-actions.ts";
import { inReach, readLines, readShipmentRows, toShipmentRow } from "./shipment-rows.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);

/** One page of shipments, newest first. */
export async function listShipments(
  read: NeonRead,
  input: ListShipmentsInput,
): Promise<{ rows: ShipmentRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    isChosen("s.id", input.ids),
    inReach(read),
    when(input.status, (status) => sql`s.status = ${status}::shipment_status`),
    when(input.view, () => sql`s.status IN ('DRAFT', 'PICKING', 'PACKED')`),
    when(input.warehouseId, (id) => sql`s.warehouse_id = ${id}`),
    when(input.orderId, (id) => sql`s.order_id = ${id}`),
    when(input.waveId, (id) => sql`s.wave_id = ${id}`),
    when(input.q, (term) => {
      const number = startingWith(term.toUpperCase());
      return sql`(s.shipment_number LIKE ${number} OR s.tracking_number = ${term} OR s.order_id IN (SELECT o.id FROM "order" o WHERE lower(o.order_number) LIKE ${startingWith(term.toLowerCase())})
        OR s.wave_id IN (SELECT v.id FROM pick_wave v WHERE v.wave_number = ${term.toUpperCase()})
        OR s.order_id IN (SELECT o.id FROM "order" o JOIN customer c ON c.id = o.customer_id WHERE c.name ILIKE ${containing(term)}))`;
    }),
    when(after, ([at, id]) => sql`(s.created_at, s.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await readShipmentRows(
    read,
    sql`SELECT s.* FROM shipment s WHERE ${conditions} ORDER BY s.created_at DESC, s.id DESC ${pageLimit(input.limit)}`,
    sql`s.created_at DESC, s.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toShipmentRow), nextCursor: page.nextCursor };
}

type HeadRecord = Omit<ShipmentView, "shipment" | "lines" | "actions" | "packedAt" | "shippedAt" | "deliveredAt"> & {
  parcels: Parcel[];
  trackingUrlTemplate: string | null;
  packedAt: Date | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
};

/** One shipment with its lines in the order of the walk and the steps that are lawful now for this reader. */
export async function getShipment(read: NeonRead, input: { id: string }): Promise<ShipmentView> {
  const [[row], [head], lines] = await Promise.all([
    readShipmentRows(read, sql`SELECT s.* FROM shipment s WHERE s.id = ${input.id} AND ${inReach(read)}`, sql`s.id`),
    read.db.$queryRaw<HeadRecord[]>`
      SELECT o.status::text AS "orderStatus", (SELECT string_agg(line, E'\n') FROM jsonb_array_elements_text(o.ship_to -> 'lines') line) AS "shipTo", s.parcels, concat_ws(' ', k.name, nullif(k.service_code, 'STANDARD')) AS "carrierName", k.tracking_url_template AS "trackingUrlTemplate",
        NULL AS "trackingUrl", s.notes AS note, s.packed_at AS "packedAt", s.shipped_at AS "shippedAt", s.delivered_at AS "deliveredAt", u.display_name AS "createdByName"
      FROM shipment s JOIN "order" o ON o.id = s.order_id LEFT JOIN carrier k ON k.id = s.carrier_id LEFT JOIN "user" u ON u.id = s.created_by WHERE s.id = ${input.id}`,
    readLines(read, sql`s.id = ${input.id} AND ${inReach(read)}`),
  ]);
  if (!row || !head) throw refuse("NOT_FOUND", "record.notFound", { entity: "Shipment", id: input.id });
  const { trackingUrlTemplate, ...rest } = head;
  const { trackingNumber } = row;
  return {
    ...rest,
    shipment: toShipmentRow(row),
    carrierName: head.carrierName || null,
    trackingUrl:
      trackingUrlTemplate && trackingNumber
        ? trackingUrlTemplate.replaceAll("{number}", encodeURIComponent(trackingNumber))
        : null,
    packedAt: head.packedAt?.toISOString() ?? null,
    shippedAt: head.shippedAt?.toISOString() ?? null,
    deliveredAt: head.deliveredAt?.toISOString() ?? null,
    lines,
    actions: lawfulActions(row.status, head.orderStatus, read.actor),
  };
}

/** What is picked on one walk: the lines of a shipment or of all shipments of a wave. */
export async function getPickRoute(read: NeonRead, input: PickRouteInput): Promise<PickRoute> {
  const wanted = input.waveId === undefined ? sql`s.id = ${input.shipmentId}` : sql`s.wave_id = ${input.waveId}`;
  const [[head], lines] = await Promise.all([
    read.db.$queryRaw<{ number: string; warehouseId: string }[]>`
      SELECT coalesce(${input.waveId === undefined ? null : sql`v.wave_number`}, s.shipment_number) AS number, s.warehouse_id AS "warehouseId"
      FROM shipment s LEFT JOIN pick_wave v ON v.id = s.wave_id WHERE ${wanted} AND ${inReach(read)} LIMIT 1`,
    readLines(read, sql`${wanted} AND ${inReach(read)} AND s.status <> 'CANCELLED'`),
  ]);
  if (!head) throw refuse("NOT_FOUND", "record.notFound", { entity: input.waveId === undefined ? "Shipment" : "Wave" });
  return { ...head, lines };
}
