import { rowsJson, type SheetHandler, type SheetVerdict } from "./sheet-row.ts";
import { RowError } from "./file-error.ts";
import { keepEntries } from "./sheet-entries.ts";

interface Fact {
  line: number;
  sku: string;
  productId: string | null;
  status: string | null;
  tracked: boolean;
  knownId: string | null;
  manufactured: string | null;
  expires: string | null;
  needsExpiry: boolean;
  same: boolean;
}

/** Lots of products that are tracked by lot; an empty cell leaves a known lot as it is. */
export const lots: SheetHandler = {
  kind: "LOTS",
  read(cells) {
    const sku = cells.required("sku", "SKU_MISSING");
    const lot = cells.required("lot", "VALUE_MISSING", 80);
    const [manufactured, expires] = [cells.day("manufactured"), cells.day("expires")];
    return { sku: `${sku}\n${lot}`, cells: { sku, lot, manufactured, expires } };
  },
  async judge(db, rows) {
    const facts = await db.$queryRaw<Fact[]>`
      WITH found AS (
        SELECT x.line, x.sku, p.id AS product_id, p.status::text AS status, coalesce(p.track_lots, FALSE) AS tracked, coalesce(p.track_expiry, FALSE) AS track_expiry, l.id,
          coalesce(x.manufactured, l.manufactured_at) AS manufactured, coalesce(x.expires, l.expires_at, CASE WHEN p.track_expiry THEN x.manufactured + p.shelf_life_days END) AS expires, l.manufactured_at, l.expires_at
        FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(line int, sku text, lot text, manufactured date, expires date)
          LEFT JOIN product p ON p.sku = x.sku LEFT JOIN lot l ON l.product_id = p.id AND l.lot_number = x.lot)
      SELECT line, sku, product_id AS "productId", status, tracked, id AS "knownId", manufactured::text AS manufactured, expires::text AS expires, track_expiry AND expires IS NULL AS "needsExpiry",
        id IS NOT NULL AND manufactured IS NOT DISTINCT FROM manufactured_at AND expires IS NOT DISTINCT FROM expires_at AS same FROM found`;
    return new Map(facts.map((fact) => [fact.line, verdictOf(fact)]));
  },
  async write(work, jobId, rows) {
    const given = JSON.stringify(rows.map(({ row, verdict }) => ({ ...row.cells, ...verdict.facts })));
    const changed = rows.flatMap(({ verdict }) => verdict.facts.knownId ?? []);
    await keepEntries(work, "LOTS", jobId, changed, "before");
    await work.tx.$executeRaw`
      UPDATE lot l SET manufactured_at = x.manufactured, expires_at = x.expires, version = l.version + 1, updated_at = now()
      FROM jsonb_to_recordset(${given}::jsonb) AS x("knownId" text, manufactured date, expires date) WHERE l.id = x."knownId"`;
    const made = await work.tx.$queryRaw<{ id: string }[]>`
      INSERT INTO lot (product_id, lot_number, manufactured_at, expires_at, created_by)
      SELECT x."productId", x.lot, x.manufactured, x.expires, ${work.actor.userId}
      FROM jsonb_to_recordset(${given}::jsonb) AS x("knownId" text, "productId" text, lot text, manufactured date, expires date) WHERE x."knownId" IS NULL ORDER BY x."productId", x.lot RETURNING id`;
    await keepEntries(work, "LOTS", jobId, [...changed, ...made.map((row) => row.id)], "after");
    work.touch("stock");
  },
};

function verdictOf(fact: Fact): SheetVerdict | RowError {
  const { line, sku, productId, status, knownId, manufactured, expires } = fact;
  if (productId === null) return new RowError("SKU_UNKNOWN", "sku", sku, "There is no product of this SKU");
  if (status === "ARCHIVED") return new RowError("PRODUCT_ARCHIVED", "sku", sku, "The product is archived");
  if (!fact.tracked) return new RowError("NOT_TRACKED", "sku", sku, "The product is not tracked by lot");
  if (fact.needsExpiry)
    return new RowError("EXPIRY_MISSING", "expires", null, "The product needs the day on which a lot expires");
  if (manufactured !== null && expires !== null && expires <= manufactured)
    return new RowError("EXPIRY_BEFORE_MANUFACTURE", "expires", expires, "A lot expires after it was made");
  const state = fact.same ? "UNCHANGED" : knownId === null ? "CREATE" : "UPDATE";
  return { line, state, movements: 0, quantity: "0", facts: { productId, knownId, manufactured, expires } };
}
