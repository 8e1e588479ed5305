import type { CountStatus } from "@invista/contracts/count/count";
import type { CountLine, LineState, ListCountLinesInput } from "@invista/contracts/count/read-count";
import { refuse } from "@invista/contracts/errors";
import { z } from "zod";
import { canIn } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { seesExpected, UNIT_COST, UNRESOLVED } from "./count-record.ts";
import { visibleCounts } from "./read-counts.ts";

const cursorShape = z.tuple([z.int(), z.string().max(64)]);

interface LineFields extends Omit<CountLine, "state" | "entries"> {
  pending: boolean;
  isWithin: boolean | null;
  entries: NonNullable<CountLine["entries"]>;
}

/** The sheet of a count in the order of its bins. What is expected leaves the database only for those who may see it, when they may. */
export async function listCountLines(
  read: NeonRead,
  input: ListCountLinesInput,
): Promise<{ rows: CountLine[]; nextCursor: string | null }> {
  const [count] = await read.db.$queryRaw<{ warehouseId: string; blind: boolean; status: CountStatus }[]>`
    SELECT c.warehouse_id AS "warehouseId", c.blind, c.status::text AS status FROM stock_count c WHERE c.id = ${input.id} AND ${visibleCounts(read.actor)}`;
  if (!count) throw refuse("NOT_FOUND", "record.notFound", { entity: "Count", id: input.id });
  const sees = seesExpected(read.actor, count);
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    sql`l.count_id = ${input.id}`,
    input.view === "LEFT" ? sql`l.pending` : sql`TRUE`,
    input.view === "AGAIN" ? sql`l.attempt > 1` : sql`TRUE`,
    // Which lines differ says what is expected.
    input.view === "DIFFERENT" ? sql`${sees} AND l.variance <> 0` : sql`TRUE`,
    input.view === "UNRESOLVED" ? sql`${sees} AND ${UNRESOLVED}` : sql`TRUE`,
    when(
      input.q,
      (term) =>
        sql`(i.location ILIKE ${startingWith(term)} OR p.sku ILIKE ${containing(term)} OR p.name ILIKE ${containing(term)} OR t.lot_number ILIKE ${startingWith(term)}
          OR p.id IN (SELECT product_id FROM product_barcode WHERE code = ${term}))`,
    ),
    when(after, ([no, id]) => sql`(l.line_no, l.id) > (${no}::int, ${id})`),
  ]);
  const me = read.actor.userId;
  const rows = await queryJson<LineFields>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT l.*, i.product_id, i.warehouse_id, i.location, i.lot_id, p.sku, p.name, p.base_uom_id, p.qty_precision, p.track_serials, p.standard_cost, t.lot_number, t.expires_at
      FROM stock_count_item l JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id LEFT JOIN lot t ON t.id = i.lot_id
      WHERE ${conditions} ORDER BY l.line_no, l.id ${pageLimit(input.limit)})
    SELECT l.id, l.line_no AS "lineNo", l.pending, l.within_tolerance AS "isWithin", l.product_id AS "productId", l.sku, l.name, m.code AS "unitCode", l.qty_precision AS "qtyPrecision", l.location,
      l.lot_number AS "lotNumber", l.expires_at::text AS "expiresOn", l.track_serials AS "isSerial", to_json(l.serials) AS serials, l.added_by IS NOT NULL AS "isAdded", l.attempt, trim_scale(e.quantity)::text AS counted,
      u.display_name AS "countedByName", coalesce(e.counted_by = ${me}, FALSE) AS "countedByMe",
      EXISTS (SELECT FROM stock_count_entry o WHERE o.count_item_id = l.id AND o.attempt < l.attempt AND o.counted_by = ${me}) AS "isForOthers", l.note, l.root_cause AS "rootCause",
      trim_scale(l.expected_quantity)::text AS expected, trim_scale(l.movements_during)::text AS moved, trim_scale(l.variance)::text AS variance,
      round(coalesce(l.variance_value, l.variance * k.cost), 2)::text AS "varianceValue", h.entries
    FROM page l JOIN unit_of_measure m ON m.id = l.base_uom_id LEFT JOIN stock_count_entry e ON e.count_item_id = l.id AND e.attempt = l.attempt LEFT JOIN "user" u ON u.id = e.counted_by
      JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id CROSS JOIN ${UNIT_COST} k
      CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('attempt', o.attempt, 'quantity', trim_scale(o.quantity)::text, 'by', n.display_name, 'at', o.counted_at) ORDER BY o.attempt), '[]') AS entries
        FROM stock_count_entry o LEFT JOIN "user" n ON n.id = o.counted_by WHERE o.count_item_id = l.id) h
    ORDER BY l.line_no, l.id`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.lineNo, row.id]);
  const seesCosts = canIn(read.actor, "cost:read", count.warehouseId);
  return { rows: page.rows.map((row) => toLine(row, count.status, sees, seesCosts)), nextCursor: page.nextCursor };
}

function toLine(fields: LineFields, status: CountStatus, sees: boolean, seesCosts: boolean): CountLine {
  const { pending, isWithin, entries, ...line } = fields;
  const state = stateOf(line, pending, isWithin, status);
  const isOwn = sees || line.countedByMe;
  return {
    ...line,
    state,
    counted: isOwn ? line.counted : null,
    note: isOwn ? line.note : null,
    expected: sees ? line.expected : null,
    moved: sees ? line.moved : null,
    variance: sees ? line.variance : null,
    varianceValue: sees && seesCosts ? line.varianceValue : null,
    entries: sees ? entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })) : null,
  };
}

/** Whether a number agrees is said when no number can be entered any more: else trying would find out what is expected. */
function stateOf(
  line: Pick<CountLine, "attempt" | "rootCause">,
  pending: boolean,
  isWithin: boolean | null,
  status: CountStatus,
): LineState {
  if (pending) return line.attempt === 1 ? "TO_COUNT" : "TO_RECOUNT";
  if (status === "COUNTING" || status === "RECOUNT") return "COUNTED";
  if (isWithin) return "AGREES";
  return line.rootCause === null ? "TO_RESOLVE" : "RESOLVED";
}
