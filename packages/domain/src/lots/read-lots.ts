import { refuse } from "@invista/contracts/errors";
import type { ListLotsInput, LotRow, LotView } from "@invista/contracts/lot/lot";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

// Lots without a day sort after all others. The day is written as the index lot_expires_first has it.
const NEVER = "9999-12-31";
const DAY = sql`coalesce(l.expires_at, DATE '9999-12-31')`;
const cursorShape = z.tuple([z.iso.date(), z.string().max(64)]);

/** Lots, the next to expire first, with what is left of each in the visible warehouses; one statement. */
export async function listLots(
  read: NeonRead,
  input: ListLotsInput,
): Promise<{ rows: LotRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const left = sql`EXISTS (SELECT FROM inventory_item i WHERE i.lot_id = l.id AND i.quantity > 0 AND ${inReach(read, input.warehouseId)})`;
  const conditions = all([
    isChosen("l.id", input.ids),
    when(input.status, (status) => sql`l.status = ${status}::lot_status`),
    when(input.productId, (id) => sql`l.product_id = ${id}`),
    when(input.warehouseId, () => left),
    when(
      input.q,
      (term) =>
        sql`(lower(l.lot_number) LIKE ${startingWith(term.toLowerCase())} OR l.product_id IN (SELECT id FROM product WHERE name ILIKE ${containing(term)} OR sku ILIKE ${containing(term)}))`,
    ),
    when(input.view, () => left),
    input.view === "EXPIRED" ? sql`${DAY} <= current_date` : sql`TRUE`,
    input.view === "EXPIRING" ? sql`${DAY} > current_date AND ${DAY} <= current_date + ${input.days}::int` : sql`TRUE`,
    when(after, ([expires, id]) => sql`(${DAY}, l.id) > (${expires}::date, ${id})`),
  ]);
  const rows = await readRows(
    read,
    sql`SELECT l.* FROM lot l WHERE ${conditions} ORDER BY ${DAY}, l.id ${pageLimit(input.limit)}`,
    input.warehouseId,
  );
  return cutPage(rows, input.limit, (row) => [row.expiresAt ?? NEVER, row.id]);
}

/** One lot: where it lies, who got some of it or is promised some, and what was made of it and it was made of. */
export async function getLot(read: NeonRead, input: { id: string }): Promise<LotView> {
  const reach = inReach(read);
  const orders = can(read.actor, "order:read");
  const [[lot], [facts], places, receivers, madeInto, madeFrom] = await Promise.all([
    readRows(read, sql`SELECT l.* FROM lot l WHERE l.id = ${input.id}`),
    read.db.$queryRaw<Pick<LotView, "supplierLot" | "supplierName" | "notes">[]>`
      SELECT l.supplier_lot AS "supplierLot", s.name AS "supplierName", l.notes FROM lot l LEFT JOIN supplier s ON s.id = l.supplier_id WHERE l.id = ${input.id}`,
    read.db.$queryRaw<LotView["places"]>`
      SELECT i.id AS "inventoryItemId", w.id AS "warehouseId", w.code AS "warehouseCode", i.location, trim_scale(i.quantity)::text AS quantity, trim_scale(i.reserved_quantity)::text AS reserved
      FROM inventory_item i JOIN warehouse w ON w.id = i.warehouse_id WHERE i.lot_id = ${input.id} AND i.quantity > 0 AND ${reach} ORDER BY w.code, i.location LIMIT 500`,
    orders ? readReceivers(read, input.id) : [],
    readRelatives(read, input.id, "KIT_CONSUME", "KIT_BUILD"),
    readRelatives(read, input.id, "KIT_BUILD", "KIT_CONSUME"),
  ]);
  if (!lot || !facts) throw refuse("NOT_FOUND", "record.notFound", { entity: "Lot", id: input.id });
  return { lot, ...facts, places, receivers, madeInto, madeFrom };
}

/** By order: what left with a shipment, and what an open order still claims. */
function readReceivers(read: NeonRead, lotId: string): Promise<LotView["receivers"]> {
  const scope = visibleWarehouses(read.actor);
  return read.db.$queryRaw<LotView["receivers"]>`
    SELECT c.id AS "customerId", c.name AS "customerName", c.email, o.id AS "orderId", o.order_number AS "orderNumber", trim_scale(sum(x.quantity))::text AS quantity, x.state
    FROM (
      SELECT s.order_id, si.picked_quantity AS quantity, 'SHIPPED' AS state FROM shipment_item si JOIN shipment s ON s.id = si.shipment_id
        WHERE si.lot_id = ${lotId} AND s.shipped_at IS NOT NULL AND ${inWarehouses("s.warehouse_id", scope)}
      UNION ALL
      SELECT r.reference_id, r.quantity, 'PROMISED' FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
        WHERE i.lot_id = ${lotId} AND r.reservation_type = 'ORDER' AND r.status IN ('ACTIVE', 'PICKED') AND ${inReach(read)}) x
    JOIN "order" o ON o.id = x.order_id JOIN customer c ON c.id = o.customer_id GROUP BY c.id, o.id, x.state ORDER BY c.name, o.order_number, x.state LIMIT 1000`;
}

/** The other side of the operations in which this lot had a movement of the given kind. */
function readRelatives(
  read: NeonRead,
  lotId: string,
  mine: "KIT_CONSUME" | "KIT_BUILD",
  theirs: "KIT_CONSUME" | "KIT_BUILD",
): Promise<LotView["madeInto"]> {
  return read.db.$queryRaw<LotView["madeInto"]>`
    SELECT m.product_id AS "productId", p.sku, m.lot_id AS "lotId", l.lot_number AS "lotNumber", trim_scale(abs(sum(m.quantity)))::text AS quantity, m.operation_id AS "operationId"
    FROM stock_movement m JOIN product p ON p.id = m.product_id LEFT JOIN lot l ON l.id = m.lot_id
    WHERE m.type = ${theirs}::movement_type AND m.operation_id IN (SELECT own.operation_id FROM stock_movement own JOIN inventory_item i ON i.id = own.inventory_item_id
      WHERE i.lot_id = ${lotId} AND own.type = ${mine}::movement_type AND own.operation_id IS NOT NULL AND ${inReach(read)})
    GROUP BY m.product_id, p.sku, m.lot_id, l.lot_number, m.operation_id ORDER BY p.sku LIMIT 200`;
}

/** True for the items `i` of warehouses that the actor sees, and of one warehouse where one is asked for. */
function inReach(read: NeonRead, warehouseId?: string): NeonSql.Sql {
  return all([
    inWarehouses("i.warehouse_id", visibleWarehouses(read.actor)),
    when(warehouseId, (id) => sql`i.warehouse_id = ${id}`),
  ]);
}

function readRows(read: NeonRead, page: NeonSql.Sql, warehouseId?: string): Promise<LotRow[]> {
  return queryJson<LotRow>(
    read.db,
    sql`WITH page AS MATERIALIZED (${page})
    SELECT l.id, l.product_id AS "productId", p.sku, p.name, u.code AS "unitCode", l.lot_number AS "lotNumber", l.status::text AS status, l.manufactured_at::text AS "manufacturedAt",
      l.expires_at::text AS "expiresAt", l.expires_at - current_date AS "daysLeft", trim_scale(coalesce(s.quantity, 0))::text AS "onHand", trim_scale(coalesce(s.reserved, 0))::text AS reserved, l.version
    FROM page l JOIN product p ON p.id = l.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id
    LEFT JOIN LATERAL (SELECT sum(i.quantity) AS quantity, sum(i.reserved_quantity) AS reserved FROM inventory_item i WHERE i.lot_id = l.id AND ${inReach(read, warehouseId)}) s ON TRUE
    ORDER BY ${DAY}, l.id`,
  );
}
