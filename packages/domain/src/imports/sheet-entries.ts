import type { NeonSql } from "@invista/db";
import { raw, sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";

/** Kinds whose rows are records of their own; stock by lot and pieces are movements of the ledger. */
export type RecordKind = "PRICES" | "BINS" | "LOTS" | "COUNTS";

interface Records {
  /** The table, as `r`. */
  readonly source: NeonSql.Sql;
  readonly snapshot: NeonSql.Sql;
  /** What a person knows the record by. */
  readonly label: NeonSql.Sql;
}

export const RECORDS: Record<RecordKind, Records> = {
  PRICES: {
    source: sql`product_price r JOIN product p ON p.id = r.product_id`,
    snapshot: sql`jsonb_build_object('price', r.unit_price, 'until', r.valid_to)`,
    label: sql`p.sku || ' in ' || r.list_code || ' from ' || trim_scale(r.min_quantity) || ' on'`,
  },
  BINS: {
    source: sql`storage_location r JOIN warehouse w ON w.id = r.warehouse_id`,
    snapshot: sql`jsonb_build_object('zone', r.zone, 'type', r.type, 'sellable', r.is_sellable, 'sequence', r.pick_sequence, 'bears', r.max_weight, 'barcode', r.barcode)`,
    label: sql`w.code || ' ' || r.code`,
  },
  LOTS: {
    source: sql`lot r JOIN product p ON p.id = r.product_id`,
    snapshot: sql`jsonb_build_object('made', r.manufactured_at, 'expires', r.expires_at)`,
    label: sql`p.sku || ' lot ' || r.lot_number`,
  },
  COUNTS: {
    source: sql`stock_count_item r JOIN stock_count n ON n.id = r.count_id JOIN inventory_item i ON i.id = r.inventory_item_id JOIN product p ON p.id = i.product_id
      LEFT JOIN stock_count_entry e ON e.count_item_id = r.id AND e.attempt = r.attempt`,
    snapshot: sql`jsonb_build_object('counted', e.quantity, 'attempt', r.attempt, 'by', e.counted_by)`,
    label: sql`n.count_number || ' ' || p.sku`,
  },
};

/** Keeps what records are, for the undo of the import: before they change, and what they became; one that was not kept before was made. */
export async function keepEntries(
  work: NeonWork,
  kind: RecordKind,
  jobId: string,
  ids: readonly string[],
  when: "before" | "after",
): Promise<void> {
  if (ids.length === 0) return;
  const { source, snapshot, label } = RECORDS[kind];
  const old = when === "before" ? snapshot : sql`NULL::jsonb`;
  const conflict = raw(when === "before" ? "DO NOTHING" : "(job_id, record_id) DO UPDATE SET new = EXCLUDED.new");
  await work.tx.$executeRaw`
    INSERT INTO import_entry (job_id, record_id, label, old, new) SELECT ${jobId}, r.id, ${label}, ${old}, ${snapshot} FROM ${source} WHERE r.id = ANY (${[...ids]}::text[]) ON CONFLICT ${conflict}`;
}
