import { decimalsOf } from "@invista/contracts/quantity";
import { enterCounted } from "../counts/index.ts";
import { visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses } from "../shared/sql.ts";
import { RowError } from "./file-error.ts";
import { keepEntries } from "./sheet-entries.ts";
import { rowsJson, type SheetHandler, type SheetVerdict } from "./sheet-row.ts";

interface Fact {
  line: number;
  count: string;
  sku: string;
  counted: string;
  countId: string | null;
  status: string | null;
  matches: number;
  lineId: string | null;
  precision: number;
  now: string | null;
  isMine: boolean;
  isOthers: boolean;
  /** The actor counted it before: a recount is another person's. */
  wasMine: boolean;
  settled: boolean;
}

/** Counted quantities of counts under way, entered in the name of whoever imports; what was expected is neither read nor told. */
export const counts: SheetHandler = {
  kind: "COUNTS",
  read(cells) {
    const count = cells.required("count", "VALUE_MISSING", 40).toUpperCase();
    const sku = cells.required("sku", "SKU_MISSING");
    const [bin, lot, counted] = [cells.text("bin", 40), cells.text("lot", 80), cells.quantity("counted")];
    if (counted === null)
      throw new RowError("VALUE_MISSING", cells.header("counted"), null, "The row says not how much was counted");
    return { sku: [count, sku, bin ?? "", lot ?? ""].join("\n"), cells: { count, sku, bin, lot, counted } };
  },
  async judge(db, rows, { actor }) {
    const facts = await db.$queryRaw<Fact[]>`
      SELECT x.line, x.count, x.sku, trim_scale(x.counted)::text AS counted, c.id AS "countId", c.status::text AS status, coalesce(f.matches, 0) AS matches, f.id AS "lineId", coalesce(f.qty_precision, 0) AS precision,
        trim_scale(e.quantity)::text AS now, coalesce(e.counted_by = ${actor.userId}, FALSE) AS "isMine", coalesce(e.counted_by <> ${actor.userId}, FALSE) AS "isOthers",
        EXISTS (SELECT FROM stock_count_entry o WHERE o.count_item_id = f.id AND o.counted_by = ${actor.userId} AND o.attempt <> f.attempt) AS "wasMine",
        coalesce(NOT f.pending AND c.status = 'RECOUNT' AND f.attempt = 1, FALSE) AS settled
      FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(line int, count text, sku text, bin text, lot text, counted numeric)
        LEFT JOIN stock_count c ON c.count_number = x.count AND ${inWarehouses("c.warehouse_id", visibleWarehouses(actor))}
        LEFT JOIN LATERAL (SELECT min(l.id) AS id, count(*)::int AS matches, min(l.attempt) AS attempt, bool_or(l.pending) AS pending, min(p.qty_precision) AS qty_precision
          FROM product p JOIN inventory_item i ON i.product_id = p.id JOIN stock_count_item l ON l.inventory_item_id = i.id AND l.count_id = c.id LEFT JOIN lot t ON t.id = i.lot_id
          WHERE p.sku = x.sku AND (x.bin IS NULL OR i.location = x.bin) AND (x.lot IS NULL OR t.lot_number = x.lot)) f ON TRUE
        LEFT JOIN stock_count_entry e ON e.count_item_id = f.id AND e.attempt = f.attempt`;
    return new Map(facts.map((fact) => [fact.line, verdictOf(fact)]));
  },
  async write(work, jobId, rows) {
    const ids = rows.flatMap(({ verdict }) => verdict.facts.lineId ?? []);
    await keepEntries(work, "COUNTS", jobId, ids, "before");
    await enterCounted(
      work,
      rows.flatMap(({ row, verdict: { facts } }) =>
        facts.countId && facts.lineId
          ? [{ countId: facts.countId, lineId: facts.lineId, quantity: String(row.cells.counted) }]
          : [],
      ),
    );
    await keepEntries(work, "COUNTS", jobId, ids, "after");
  },
};

function verdictOf(fact: Fact): SheetVerdict | RowError {
  const { line, count, sku, counted, countId, lineId } = fact;
  if (countId === null) return new RowError("COUNT_UNKNOWN", "count number", count, `There is no count ${count}`);
  if (fact.status !== "COUNTING" && fact.status !== "RECOUNT")
    return new RowError("COUNT_NOT_OPEN", "count number", count, `${count} is not being counted now`);
  if (fact.matches === 0)
    return new RowError("NOT_ON_SHEET", "sku", sku, `${sku} is not on the sheet of ${count} there`);
  if (fact.matches > 1)
    return new RowError(
      "NOT_ON_SHEET",
      "sku",
      sku,
      `${sku} is on the sheet of ${count} ${fact.matches} times: name bin and lot`,
    );
  if (decimalsOf(counted) > fact.precision)
    return new RowError(
      "QTY_NOT_INTEGER",
      "counted",
      counted,
      `The quantity of ${sku} can have at most ${fact.precision} decimals`,
    );
  if (fact.isOthers) return new RowError("COUNTED_BY_OTHER", "sku", sku, `Somebody else has counted ${sku} there`);
  if (fact.wasMine) return new RowError("COUNTED_BY_OTHER", "sku", sku, `Another person has to count ${sku} this time`);
  if (fact.settled) return new RowError("COUNT_NOT_OPEN", "sku", sku, `${sku} is not to be counted again`);
  const same = fact.isMine && fact.now === counted;
  const state = same ? "UNCHANGED" : fact.now === null ? "CREATE" : "UPDATE";
  return { line, state, movements: 0, quantity: counted, facts: { countId, lineId } };
}
