import type { AddCountLineInput, CountEntered, EnterCountInput } from "@invista/contracts/count/count";
import { refuse } from "@invista/contracts/errors";
import { decimalsOf } from "@invista/contracts/quantity";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { lockCount, record, UNIT_COST, type CountRecord } from "./count-record.ts";

const UNDER_WAY = ["COUNTING", "RECOUNT"] as const;

type EnteredLine = EnterCountInput["lines"][number];

interface LineRecord {
  id: string;
  attempt: number;
  pending: boolean;
  sku: string;
  qty_precision: number;
  location: string;
  /** Who counted it in this attempt, and whether that, or an earlier count of it, was the actor. */
  counted_by: string | null;
  counted_by_name: string | null;
  counted_before: boolean;
}

/** Keeps what the actor counted on lines of the sheet; his own number of the same attempt is replaced, another's never. */
export async function enterCount(work: NeonWork, input: EnterCountInput): Promise<CountEntered> {
  const count = await lockCount(work, { id: input.id }, UNDER_WAY, "enter a number");
  const at = countedAt(work, count, input.countedAt);
  const lines = await enter(work, count, input.lines, at);
  record(work, count, "COUNT", { lines });
  return answer(work, count, input.lines);
}

/** A counted quantity of a line of some count. */
export interface Counted {
  readonly countId: string;
  readonly lineId: string;
  readonly quantity: string;
}

/** Keeps counted quantities as part of another command, which tells the audit trail of it; counts are locked in the order of their ids. */
export async function enterCounted(work: NeonWork, lines: readonly Counted[]): Promise<void> {
  const byCount = [...Map.groupBy(lines, (line) => line.countId)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [id, of] of byCount) {
    const count = await lockCount(work, { id }, UNDER_WAY, "enter a number");
    const entered = of.map(({ lineId, quantity }) => ({ lineId, quantity, note: null }));
    await enter(work, count, entered, null);
  }
  work.touch("count");
}

/** Takes numbers back that were entered while the count is still under way: these lines are to be counted, or hold the number of before. */
export async function takeBackEntries(
  work: NeonWork,
  lines: readonly { lineId: string; before: string | null }[],
): Promise<void> {
  const cleared = lines.filter((line) => line.before === null).map((line) => line.lineId);
  await work.tx.$executeRaw`
    DELETE FROM stock_count_entry e USING stock_count_item l WHERE l.id = ANY (${cleared}::text[]) AND e.count_item_id = l.id AND e.attempt = l.attempt`;
  await work.tx.$executeRaw`
    UPDATE stock_count_item SET pending = TRUE, within_tolerance = NULL, movements_during = 0, version = version + 1,
      counted_quantity = CASE WHEN attempt > 1 THEN counted_quantity END, counted_at = CASE WHEN attempt > 1 THEN counted_at END, counted_by = CASE WHEN attempt > 1 THEN counted_by END,
      recount_quantity = NULL, recounted_at = NULL, recounted_by = NULL WHERE id = ANY (${cleared}::text[])`;
  const kept = lines.filter((line) => line.before !== null);
  const counted = await work.tx.$queryRaw<Counted[]>`
    SELECT l.count_id AS "countId", l.id AS "lineId", x.before AS quantity
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS x("lineId" text, before text) JOIN stock_count_item l ON l.id = x."lineId"`;
  await enterCounted(work, counted);
}

/** Puts something on the sheet that lies there and was not expected, with what was counted of it. */
export async function addCountLine(work: NeonWork, input: AddCountLineInput): Promise<CountEntered> {
  const count = await lockCount(work, { id: input.id }, UNDER_WAY, "add a line");
  const item = await findOrMakeItem(work, count, input);
  const at = countedAt(work, count, input.countedAt);
  const [known] = await work.tx.$queryRaw<{ id: string; line_no: number }[]>`
    SELECT id, line_no FROM stock_count_item WHERE count_id = ${count.id} AND inventory_item_id = ${item.id}`;
  const shown = { sku: item.sku, location: input.location || "the floor" };
  if (known && input.onSheet === "refuse") throw refuse("CONFLICT", "count.onSheet", { ...shown, line: known.line_no });
  const [line] = known
    ? [known]
    : await work.tx.$queryRaw<{ id: string }[]>`
    INSERT INTO stock_count_item (count_id, inventory_item_id, expected_quantity, snapshot_seq, added_by, line_no)
    SELECT ${count.id}, i.id, i.quantity - coalesce(since.moved, 0), coalesce(since.seq - 1, i.last_movement_seq), ${work.actor.userId}, (SELECT coalesce(max(line_no), 0) + 1 FROM stock_count_item WHERE count_id = ${count.id})
    FROM inventory_item i LEFT JOIN LATERAL (SELECT sum(m.quantity) AS moved, min(m.seq) AS seq FROM stock_movement m WHERE m.inventory_item_id = i.id AND m.recorded_at > ${at}::timestamptz) since ON TRUE
    WHERE i.id = ${item.id} RETURNING id`;
  if (!line) throw new Error("the new line was not answered");
  const entered = [{ lineId: line.id, quantity: input.quantity, note: input.note }];
  const lines = await enter(work, count, entered, at);
  record(work, count, "COUNT", { added: !known, lines });
  return answer(work, count, entered);
}

/** The clock of a device may be this far off: what it says is then taken as the nearest moment at which it could be counted. */
const CLOCK_ERROR_MS = 5 * 60_000;

function countedAt(work: NeonWork, count: CountRecord, at: string | undefined): Date | null {
  if (at === undefined) return null;
  const from = count.started_at?.getTime() ?? 0;
  const moment = Date.parse(at);
  if (moment > work.now.getTime() + CLOCK_ERROR_MS || moment < from - CLOCK_ERROR_MS)
    throw refuse("INVALID", "count.countedAt");
  return new Date(Math.min(Math.max(moment, from), work.now.getTime()));
}

/** Writes entries and lines; what should be there is read in the statement that writes the entry, so it is what was true at one moment. */
async function enter(
  work: NeonWork,
  count: CountRecord,
  entered: readonly EnteredLine[],
  at: Date | null,
): Promise<{ sku: string; location: string; quantity: string }[]> {
  const ids = entered.map((line) => line.lineId);
  // Locked before it is read who counted them: of two at once the second finds the first one's number.
  await work.tx
    .$queryRaw`SELECT id FROM stock_count_item WHERE count_id = ${count.id} AND id = ANY (${ids}::text[]) ORDER BY id FOR UPDATE`;
  const lines = new Map((await readLines(work, count, ids)).map((line) => [line.id, line]));
  const checked = entered.map((one) => ({ ...one, line: requireOpen(work, count, one, lines.get(one.lineId)) }));
  await work.tx.$executeRaw`
    INSERT INTO stock_count_entry (count_item_id, attempt, quantity, movements_during, counted_by, counted_at, note)
    SELECT l.id, l.attempt, x.quantity::numeric, i.quantity - l.expected_quantity - coalesce(since.moved, 0), ${work.actor.userId}, coalesce(${at}::timestamptz, now()), x.note
    FROM jsonb_to_recordset(${JSON.stringify(entered)}::jsonb) AS x("lineId" text, quantity text, note text) JOIN stock_count_item l ON l.id = x."lineId" JOIN inventory_item i ON i.id = l.inventory_item_id
      LEFT JOIN LATERAL (SELECT sum(m.quantity) AS moved FROM stock_movement m WHERE m.inventory_item_id = i.id AND m.seq > coalesce(l.snapshot_seq, 0) AND m.recorded_at > ${at}::timestamptz) since ON TRUE
    ON CONFLICT (count_item_id, attempt) DO UPDATE SET quantity = excluded.quantity, movements_during = excluded.movements_during, counted_at = excluded.counted_at, note = excluded.note`;
  await writeLines(work, count, ids);
  return checked.map(({ line, quantity }) => ({ sku: line.sku, location: line.location, quantity }));
}

function readLines(work: NeonWork, count: CountRecord, ids: readonly string[]): Promise<LineRecord[]> {
  const me = work.actor.userId;
  return work.tx.$queryRaw<LineRecord[]>`
    SELECT l.id, l.attempt, l.pending, p.sku, p.qty_precision, i.location, e.counted_by, u.display_name AS counted_by_name,
      EXISTS (SELECT FROM stock_count_entry o WHERE o.count_item_id = l.id AND o.counted_by = ${me} AND o.attempt <> l.attempt) AS counted_before
    FROM stock_count_item l JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id
      LEFT JOIN stock_count_entry e ON e.count_item_id = l.id AND e.attempt = l.attempt LEFT JOIN "user" u ON u.id = e.counted_by
    WHERE l.count_id = ${count.id} AND l.id = ANY (${[...ids]}::text[])`;
}

function requireOpen(
  work: NeonWork,
  count: CountRecord,
  entered: EnteredLine,
  line: LineRecord | undefined,
): LineRecord {
  if (!line) throw refuse("NOT_FOUND", "count.notOnSheet", { lineId: entered.lineId });
  if (decimalsOf(entered.quantity) > line.qty_precision)
    throw refuse("INVALID", "quantity.precision", { sku: line.sku, precision: line.qty_precision });
  const { sku } = line;
  const location = line.location || "the floor";
  if (line.counted_by !== null && line.counted_by !== work.actor.userId)
    throw refuse("CONFLICT", "count.countedByOther", { name: line.counted_by_name ?? "Someone", sku, location });
  if (line.counted_before) throw refuse("FORBIDDEN", "count.recountByAnother", { sku });
  if (!line.pending && count.status === "RECOUNT" && line.attempt === 1)
    throw refuse("RULE_BROKEN", "count.settled", { sku, location });
  return line;
}

/** The lines follow their newest entry: first count or recount, what moved until then, and whether the difference is small enough. */
async function writeLines(work: NeonWork, count: CountRecord, ids: readonly string[]): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE stock_count_item l SET pending = FALSE, movements_during = d.movements_during, within_tolerance = d.is_within, note = coalesce(d.note, l.note), version = l.version + 1,
      counted_quantity = CASE WHEN l.attempt = 1 THEN d.quantity ELSE l.counted_quantity END, counted_at = CASE WHEN l.attempt = 1 THEN d.counted_at ELSE l.counted_at END,
      counted_by = CASE WHEN l.attempt = 1 THEN d.counted_by ELSE l.counted_by END, recount_quantity = CASE WHEN l.attempt > 1 THEN d.quantity END,
      recounted_at = CASE WHEN l.attempt > 1 THEN d.counted_at END, recounted_by = CASE WHEN l.attempt > 1 THEN d.counted_by END
    FROM (SELECT l.id, e.quantity, e.movements_during, e.counted_by, e.counted_at, e.note,
        abs(v.variance) <= greatest(c.tolerance_qty, c.tolerance_pct * (l.expected_quantity + e.movements_during) / 100)
          AND (c.tolerance_value = 0 OR round(abs(v.variance) * k.cost, 4) <= c.tolerance_value) AS is_within
      FROM stock_count_item l JOIN stock_count c ON c.id = l.count_id JOIN stock_count_entry e ON e.count_item_id = l.id AND e.attempt = l.attempt
        JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id CROSS JOIN ${UNIT_COST} k
        CROSS JOIN LATERAL (SELECT e.quantity - l.expected_quantity - e.movements_during AS variance) v
      WHERE l.count_id = ${count.id} AND l.id = ANY (${[...ids]}::text[])) d
    WHERE d.id = l.id`;
}

async function answer(work: NeonWork, count: CountRecord, lines: readonly EnteredLine[]): Promise<CountEntered> {
  const [left] = await work.tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM stock_count_item WHERE count_id = ${count.id} AND pending`;
  return { operationId: work.operationId, lineIds: lines.map((line) => line.lineId), left: left?.n ?? 0 };
}

/** The position in the named bin and lot; where there is none, an empty one is made. Bins are not made by a typing error. */
async function findOrMakeItem(
  work: NeonWork,
  count: CountRecord,
  input: AddCountLineInput,
): Promise<{ id: string; sku: string }> {
  const { productId, location, lotNumber } = input;
  const [product] = await work.tx.$queryRaw<
    { sku: string; type: string; qty_precision: number; track_lots: boolean; lot_id: string | null; has_bin: boolean }[]
  >`SELECT p.sku, p.type::text AS type, p.qty_precision, p.track_lots, t.id AS lot_id,
      (${location} = '' OR EXISTS (SELECT FROM storage_location b WHERE b.warehouse_id = ${count.warehouse_id} AND b.code = ${location} AND b.type <> 'TRANSIT')) AS has_bin
    FROM product p LEFT JOIN lot t ON t.product_id = p.id AND t.lot_number = ${lotNumber} WHERE p.id = ${productId}`;
  if (!product) throw refuse("INVALID", "record.referenceUnknown", { entity: "The product" });
  if (product.type === "SERVICE") throw refuse("RULE_BROKEN", "stock.notStocked");
  if (decimalsOf(input.quantity) > product.qty_precision)
    throw refuse("INVALID", "quantity.precision", { sku: product.sku, precision: product.qty_precision });
  if (!product.has_bin) throw refuse("INVALID", "location.unknown", { location });
  if (lotNumber !== null && product.lot_id === null)
    throw refuse("INVALID", "count.lotUnknown", { sku: product.sku, lot: lotNumber });
  if (product.track_lots && lotNumber === null) throw refuse("INVALID", "stock.lotRequired");
  await work.tx.$executeRaw`
    INSERT INTO inventory_item (product_id, warehouse_id, location, lot_id) VALUES (${productId}, ${count.warehouse_id}, ${location}, ${product.lot_id}) ON CONFLICT DO NOTHING`;
  const [item] = await work.tx.$queryRaw<{ id: string }[]>(
    sql`SELECT id FROM inventory_item WHERE product_id = ${productId} AND warehouse_id = ${count.warehouse_id} AND location = ${location} AND lot_id IS NOT DISTINCT FROM ${product.lot_id}`,
  );
  if (!item) throw new Error("the position was not answered");
  return { id: item.id, sku: product.sku };
}
