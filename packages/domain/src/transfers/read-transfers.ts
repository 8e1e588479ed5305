import { refuse } from "@invista/contracts/errors";
import type { ListTransfersInput, TransferRow, TransferView } from "@invista/contracts/transfer/transfer";
import { z } from "zod";
import { visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { goodsReserved, goodsUnderWay } from "./transfer-parts.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);
type TransferRecord = TransferRow & { key: string; note: string | null };

const COLUMNS = sql`t.id, t.transfer_number AS "transferNumber", t.status::text AS status, t.from_warehouse_id AS "fromWarehouseId", f.code AS "fromCode", t.to_warehouse_id AS "toWarehouseId",
  w.code AS "toCode", s.lines, s.under_way AS "underWay", t.expected_at AS "expectedAt", t.dispatched_at AS "dispatchedAt", t.created_at AS "createdAt", u.display_name AS "createdByName", t.version,
  t.notes AS note, t.created_at::text AS key`;
const SOURCE = sql`JOIN warehouse f ON f.id = t.from_warehouse_id JOIN warehouse w ON w.id = t.to_warehouse_id LEFT JOIN "user" u ON u.id = t.created_by
  LEFT JOIN LATERAL (SELECT count(*)::int AS lines, trim_scale(coalesce(sum(i.dispatched_quantity - i.received_quantity - i.lost_quantity), 0))::text AS under_way
    FROM stock_transfer_item i WHERE i.transfer_id = t.id) s ON TRUE`;

/** A transfer is seen by who reaches either of its warehouses. */
function visible(read: NeonRead) {
  return when(
    visibleWarehouses(read.actor),
    (ids) => sql`(t.from_warehouse_id = ANY (${[...ids]}::text[]) OR t.to_warehouse_id = ANY (${[...ids]}::text[]))`,
  );
}

/** Transfers, newest first, with how much of each is under way. */
export async function listTransfers(
  read: NeonRead,
  input: ListTransfersInput,
): Promise<{ rows: TransferRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    isChosen("t.id", input.ids),
    visible(read),
    when(input.status, (status) => sql`t.status = ${status}::transfer_status`),
    when(input.view, () => sql`t.status NOT IN ('RECEIVED', 'CANCELLED')`),
    when(input.warehouseId, (id) => sql`(t.from_warehouse_id = ${id} OR t.to_warehouse_id = ${id})`),
    when(
      input.q,
      (term) =>
        sql`(t.transfer_number ILIKE ${containing(term)} OR EXISTS (SELECT FROM stock_transfer_item i JOIN product p ON p.id = i.product_id WHERE i.transfer_id = t.id AND (p.sku ILIKE ${containing(term)} OR p.name ILIKE ${containing(term)})))`,
    ),
    when(after, ([at, id]) => sql`(t.created_at, t.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await queryJson<TransferRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT t.* FROM stock_transfer t WHERE ${conditions} ORDER BY t.created_at DESC, t.id DESC ${pageLimit(input.limit)})
    SELECT ${COLUMNS} FROM page t ${SOURCE} ORDER BY t.created_at DESC, t.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toRow), nextCursor: page.nextCursor };
}

/** One transfer with its lines, and the goods that its next step is about. */
export async function getTransfer(read: NeonRead, input: { id: string }): Promise<TransferView> {
  const [[found], items] = await Promise.all([
    queryJson<TransferRecord>(
      read.db,
      sql`SELECT ${COLUMNS} FROM stock_transfer t ${SOURCE} WHERE t.id = ${input.id} AND ${visible(read)}`,
    ),
    read.db.$queryRaw<TransferView["items"]>`
      SELECT i.product_id AS "productId", p.sku, p.name, m.code AS "unitCode", trim_scale(i.quantity)::text AS quantity, trim_scale(i.dispatched_quantity)::text AS dispatched,
        trim_scale(i.received_quantity)::text AS received, trim_scale(i.lost_quantity)::text AS lost, trim_scale(i.dispatched_quantity - i.received_quantity - i.lost_quantity)::text AS "underWay"
      FROM stock_transfer_item i JOIN product p ON p.id = i.product_id JOIN unit_of_measure m ON m.id = p.base_uom_id WHERE i.transfer_id = ${input.id} ORDER BY p.sku`,
  ]);
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Transfer", id: input.id });
  const parts = await (found.status === "APPROVED" || found.status === "PICKING" ? goodsReserved : goodsUnderWay)(
    read.db,
    found.id,
  );
  return { transfer: toRow(found), note: found.note, items, parts };
}

function toRow({ key: _key, note: _note, ...row }: TransferRecord): TransferRow {
  const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...row,
    expectedAt: iso(row.expectedAt),
    dispatchedAt: iso(row.dispatchedAt),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
