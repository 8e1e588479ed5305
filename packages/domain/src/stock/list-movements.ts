import type { ListMovementsInput, MovementRow } from "@invista/contracts/stock/list-stock";
import { z } from "zod";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { documentNumber } from "../shared/document-number.ts";
import { all, inWarehouses, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

const cursorShape = z.tuple([z.string().regex(/^\d{1,19}$/)]);

type MovementRecord = Omit<MovementRow, "recordedAt" | "occurredAt"> & { recordedAt: Date; occurredAt: Date };

/** The movement ledger, newest first; values only for those who may read costs. */
export async function listMovements(
  read: NeonRead,
  input: Omit<ListMovementsInput, "cursor"> & { cursor?: string | undefined },
): Promise<{ rows: MovementRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const warehouses = visibleWarehouses(read.actor);
  const conditions = all([
    when(input.ids, (seqs) => sql`m.seq = ANY (${seqs}::bigint[])`),
    when(input.productId, (id) => sql`m.product_id = ${id}`),
    when(input.warehouseId, (id) => sql`m.warehouse_id = ${id}`),
    when(input.operationId, (id) => sql`m.operation_id = ${id}`),
    inWarehouses("m.warehouse_id", warehouses),
    when(
      input.location,
      (code) => sql`m.inventory_item_id IN (SELECT id FROM inventory_item WHERE location = ${code})`,
    ),
    when(input.lotId, (id) => sql`m.lot_id = ${id}`),
    when(input.createdBy, (id) => sql`m.created_by = ${id}`),
    when(input.referenceId, (id) => sql`m.reference_id = ${id}`),
    when(input.type, (type) => sql`m.type = ${type}::movement_type`),
    when(input.from, (from) => sql`m.recorded_at >= ${from}::timestamptz`),
    when(input.to, (to) => sql`m.recorded_at < ${to}::timestamptz`),
    when(
      input.q,
      (term) =>
        sql`(m.product_id IN (SELECT id FROM product WHERE name ILIKE ${containing(term)} OR sku ILIKE ${containing(term)}) OR m.lot_id IN (SELECT id FROM lot WHERE lot_number = ${term}))`,
    ),
    when(after, ([seq]) => sql`m.seq < ${seq}::bigint`),
  ]);
  const rows = await read.db.$queryRaw<MovementRecord[]>`
    WITH page AS MATERIALIZED (SELECT m.* FROM stock_movement m WHERE ${conditions} ORDER BY m.seq DESC ${pageLimit(input.limit)})
    SELECT m.seq::text AS seq, m.type::text AS type, m.product_id AS "productId", p.sku, p.name, m.warehouse_id AS "warehouseId", w.code AS "warehouseCode", i.location, m.lot_id AS "lotId", l.lot_number AS "lotNumber",
      trim_scale(m.quantity)::text AS quantity, trim_scale(m.balance_after)::text AS "balanceAfter", trim_scale(m.value_delta)::text AS value, m.reason_code AS "reasonCode",
      m.reference_type AS "referenceType", m.reference_id AS "referenceId", ${documentNumber(sql`m.reference_type`, sql`m.reference_id`)} AS "referenceNumber",
      m.operation_id AS "operationId", m.reversal_of_seq::text AS "reversalOf", (SELECT r.seq::text FROM stock_movement r WHERE r.reversal_of_seq = m.seq) AS "reversedBy", m.occurred_at AS "occurredAt", m.recorded_at AS "recordedAt", m.created_by AS "createdBy", u.display_name AS "createdByName"
    FROM page m JOIN product p ON p.id = m.product_id JOIN warehouse w ON w.id = m.warehouse_id JOIN inventory_item i ON i.id = m.inventory_item_id LEFT JOIN "user" u ON u.id = m.created_by
    LEFT JOIN lot l ON l.id = m.lot_id
    ORDER BY m.seq DESC`;
  const costs = can(read.actor, "cost:read");
  const page = cutPage(rows, input.limit, (row) => [row.seq]);
  return {
    rows: page.rows.map((row) => ({
      ...row,
      value: costs ? row.value : null,
      occurredAt: row.occurredAt.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
    })),
    nextCursor: page.nextCursor,
  };
}
