import type { ImportUndoBlocker } from "@invista/contracts/import/import";
import type { SheetKind } from "@invista/contracts/import/kinds";
import { takeBackEntries } from "../counts/index.ts";
import { sql } from "../shared/sql.ts";
import type { NeonTx, NeonWork } from "../shared/work.ts";
import { RECORDS, type RecordKind } from "./sheet-entries.ts";

const SHOWN = 100;

/** Kinds that keep records; stock by lot and pieces are taken back by the ledger alone. */
function recordKind(kind: SheetKind | null): RecordKind | null {
  return kind === "LOT_STOCK" || kind === "SERIALS" ? null : kind;
}

/** What undoing would take away and give back of records that are still there. */
export async function countEntries(
  db: NeonTx,
  jobId: string,
  kind: SheetKind | null,
): Promise<{ removed: number; restored: number }> {
  const records = recordKind(kind);
  if (records === null) return { removed: 0, restored: 0 };
  const { source } = RECORDS[records];
  const [row] = await db.$queryRaw<{ removed: number; restored: number }[]>`
    SELECT (count(*) FILTER (WHERE c.old IS NULL))::int AS removed, (count(*) FILTER (WHERE c.old <> c.new))::int AS restored
    FROM import_entry c WHERE c.job_id = ${jobId} AND EXISTS (SELECT FROM ${source} WHERE r.id = c.record_id)`;
  return row ?? { removed: 0, restored: 0 };
}

/** What stands in the way: a record that somebody changed since, a bin or lot that is used, a count that is no longer under way. */
export async function entryBlockers(db: NeonTx, jobId: string, kind: SheetKind | null): Promise<ImportUndoBlocker[]> {
  const records = recordKind(kind);
  if (records === null) return [];
  const { source, snapshot, label } = RECORDS[records];
  return db.$queryRaw<ImportUndoBlocker[]>`
    SELECT 'FIELD' AS kind, ${label} AS sku, coalesce((SELECT min(k.key) FROM jsonb_each(c.new) k WHERE k.value <> ${snapshot} -> k.key), 'record') AS label
      FROM import_entry c, ${source} WHERE c.job_id = ${jobId} AND r.id = c.record_id AND ${snapshot} <> c.new
    UNION ALL SELECT 'REFERENCE', ${label}, ${USED[records].label} FROM import_entry c, ${source} WHERE c.job_id = ${jobId} AND r.id = c.record_id AND ${USED[records].where}
    ORDER BY 2, 3 LIMIT ${SHOWN}`;
}

const USED: Record<RecordKind, { label: ReturnType<typeof sql>; where: ReturnType<typeof sql> }> = {
  PRICES: { label: sql`'order'`, where: sql`FALSE` },
  BINS: {
    label: sql`'stock in it'`,
    where: sql`c.old IS NULL AND EXISTS (SELECT FROM inventory_item i WHERE i.warehouse_id = r.warehouse_id AND i.location = r.code)`,
  },
  LOTS: {
    label: sql`'stock, pieces or inspections of it'`,
    where: sql`c.old IS NULL AND (EXISTS (SELECT FROM inventory_item i WHERE i.lot_id = r.id) OR EXISTS (SELECT FROM serial_number s WHERE s.lot_id = r.id)
      OR EXISTS (SELECT FROM quality_inspection q WHERE q.lot_id = r.id) OR EXISTS (SELECT FROM goods_receipt_item g WHERE g.lot_id = r.id))`,
  },
  COUNTS: {
    label: sql`'count that is no longer under way'`,
    where: sql`n.status NOT IN ('COUNTING', 'RECOUNT')`,
  },
};

/** Takes away what the import made and gives back what it changed; set by set, whatever their number. */
export async function undoEntries(work: NeonWork, jobId: string, kind: SheetKind | null): Promise<void> {
  const records = recordKind(kind);
  if (records === "PRICES") {
    // Taken away first: the price of before holds again over the same time.
    await work.tx
      .$executeRaw`DELETE FROM product_price WHERE id IN (SELECT record_id FROM import_entry WHERE job_id = ${jobId} AND old IS NULL)`;
    await work.tx.$executeRaw`
      UPDATE product_price p SET unit_price = (c.old ->> 'price')::numeric, valid_to = (c.old ->> 'until')::timestamptz, updated_at = now() FROM import_entry c WHERE c.job_id = ${jobId} AND c.record_id = p.id AND c.old <> c.new`;
    work.touch("product");
  }
  if (records === "BINS") {
    await work.tx
      .$executeRaw`DELETE FROM storage_location WHERE id IN (SELECT record_id FROM import_entry WHERE job_id = ${jobId} AND old IS NULL)`;
    await work.tx.$executeRaw`
      UPDATE storage_location b SET zone = c.old ->> 'zone', type = (c.old ->> 'type')::location_type, is_sellable = (c.old ->> 'sellable')::boolean, pick_sequence = (c.old ->> 'sequence')::int,
        max_weight = (c.old ->> 'bears')::numeric, barcode = c.old ->> 'barcode', version = b.version + 1, updated_at = now()
      FROM import_entry c WHERE c.job_id = ${jobId} AND c.record_id = b.id AND c.old <> c.new`;
    work.touch("stock");
  }
  if (records === "LOTS") {
    await work.tx
      .$executeRaw`DELETE FROM lot WHERE id IN (SELECT record_id FROM import_entry WHERE job_id = ${jobId} AND old IS NULL)`;
    await work.tx.$executeRaw`
      UPDATE lot l SET manufactured_at = (c.old ->> 'made')::date, expires_at = (c.old ->> 'expires')::date, version = l.version + 1, updated_at = now()
      FROM import_entry c WHERE c.job_id = ${jobId} AND c.record_id = l.id AND c.old <> c.new`;
    work.touch("stock");
  }
  if (records === "COUNTS") {
    const lines = await work.tx.$queryRaw<{ lineId: string; before: string | null }[]>`
      SELECT record_id AS "lineId", old ->> 'counted' AS before FROM import_entry WHERE job_id = ${jobId} ORDER BY record_id`;
    await takeBackEntries(work, lines);
  }
}
