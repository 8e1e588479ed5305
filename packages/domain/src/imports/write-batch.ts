import { refuse } from "@invista/contracts/errors";
import type { ImportCounts, ImportOptions } from "@invista/contracts/import/import";
import { postMovements } from "../stock/index.ts";
import type { NeonWork } from "../shared/work.ts";
import { compareRows, type Comparison } from "./compare-rows.ts";
import { ensureParents } from "./import-parents.ts";
import { ensureCategories } from "./import-categories.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import type { ReadPlan } from "./read-plan.ts";
import { archivedByUndo, productSnapshot } from "./product-snapshot.ts";
import { settleRows, type SettledRow } from "./settle-rows.ts";
import { Tally } from "./tally.ts";

export interface BatchResult {
  readonly counts: ImportCounts;
  readonly failures: readonly RowFailure[];
  /** The SKUs that rows of this batch were accepted for. */
  readonly skus: readonly string[];
}

/**
 * Writes rows in a constant number of statements: categories, products, barcodes, prices, then the stock differences as one posting.
 * If anybody else changes what was compared before it is written, the batch is refused as overtaken.
 */
export async function writeBatch(
  work: NeonWork,
  jobId: string,
  rows: readonly ImportRow[],
  plan: Pick<ReadPlan, "options" | "profile" | "mayPrice" | "actor">,
  taken: ReadonlySet<string>,
): Promise<BatchResult> {
  const before = await compareLocked(work, rows, plan);
  const { accepted, failures } = settleRows(rows, before, plan, taken);
  const changed = accepted.filter(({ against, later }) => against.changed && !later).map(({ row }) => row);
  const known = changed.filter((row) => before.get(row.line)?.productId);
  await keepBefore(work, jobId, known, plan.options);
  const ids = await writeProducts(work, jobId, changed, before, plan);
  await keepAfter(work, jobId, known, plan.options);
  const movements = await writeStock(work, jobId, accepted, ids);
  const tally = new Tally();
  tally.read(rows.length);
  accepted.forEach((row) => tally.accept(row, plan.options.currency));
  failures.forEach((failure) => tally.reject(failure));
  return { counts: { ...tally.finish(), movements }, failures, skus: accepted.map(({ row }) => row.sku) };
}

/** Compares rows; where stock that exists would change it is locked and compared again: nobody reserves or moves it until the batch is written. */
async function compareLocked(
  work: NeonWork,
  rows: readonly ImportRow[],
  plan: Pick<ReadPlan, "options" | "mayPrice">,
): Promise<Map<number, Comparison>> {
  const first = await compareRows(work.tx, rows, plan);
  const items = new Set<string>();
  const moved = rows.filter((row) => {
    const ids = (first.get(row.line)?.stocks ?? []).flatMap((stock) =>
      stock.itemId !== null && stock.delta !== "0" ? [stock.itemId] : [],
    );
    ids.forEach((id) => items.add(id));
    return ids.length > 0;
  });
  if (items.size === 0) return first;
  await work.tx
    .$executeRaw`SELECT 1 FROM inventory_item WHERE id = ANY (${[...items]}::text[]) ORDER BY id FOR NO KEY UPDATE`;
  return new Map([...first, ...(await compareRows(work.tx, moved, plan))]);
}

/** Keeps what the fields of products that change were, for the undo of the import. */
async function keepBefore(work: NeonWork, jobId: string, rows: readonly ImportRow[], options: ImportOptions) {
  if (rows.length === 0) return;
  await work.tx.$executeRaw`
    INSERT INTO import_change (job_id, product_id, old, new) SELECT ${jobId}, p.id, s.fields, s.fields FROM product p CROSS JOIN LATERAL (SELECT ${productSnapshot(options.currency)} AS fields) s
    WHERE p.sku = ANY (${rows.map((row) => row.sku)}::text[]) ON CONFLICT DO NOTHING`;
}

/** Keeps what they became; for new products writeProducts does. */
async function keepAfter(work: NeonWork, jobId: string, rows: readonly ImportRow[], options: ImportOptions) {
  if (rows.length === 0) return;
  await work.tx.$executeRaw`
    INSERT INTO import_change (job_id, product_id, old, new) SELECT ${jobId}, p.id, NULL, s.fields FROM product p CROSS JOIN LATERAL (SELECT ${productSnapshot(options.currency)} AS fields) s
    WHERE p.sku = ANY (${rows.map((row) => row.sku)}::text[]) ON CONFLICT (job_id, product_id) DO UPDATE SET new = EXCLUDED.new`;
}

async function writeProducts(
  work: NeonWork,
  jobId: string,
  rows: readonly ImportRow[],
  before: ReadonlyMap<number, Comparison>,
  { options, mayPrice }: Pick<ReadPlan, "options" | "mayPrice">,
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const categories = await ensureCategories(work.tx, rows, work.actor.userId);
  await ensureParents(work, jobId, rows, categories);
  const input = JSON.stringify(
    rows.map((row) => ({
      ...row,
      stocks: undefined,
      categoryId: row.category ? (categories.get(row.category) ?? null) : null,
    })),
  );
  const made = await work.tx.$queryRaw<{ id: string; sku: string }[]>`
    WITH input AS (SELECT * FROM jsonb_to_recordset(${input}::jsonb) AS x(line int, sku text, name text, description text, "categoryId" text, supplier text, unit text, status text, cost numeric, weight numeric, parent jsonb, options jsonb)),
    updated AS (
      UPDATE product p SET name = coalesce(i.name, p.name), description = coalesce(i.description, p.description), category_id = coalesce(i."categoryId", p.category_id),
        status = CASE WHEN p.status = 'ARCHIVED' AND ${archivedByUndo} THEN coalesce(i.status, 'ACTIVE')::product_status ELSE p.status END, standard_cost = coalesce(i.cost, p.standard_cost), weight = coalesce(i.weight, p.weight), attributes = p.attributes || jsonb_strip_nulls(jsonb_build_object('supplier', i.supplier, 'options', i.options)),
        parent_id = CASE WHEN EXISTS (SELECT FROM product v WHERE v.parent_id = p.id) THEN p.parent_id ELSE coalesce((SELECT q.id FROM product q WHERE q.sku = i.parent ->> 'sku' AND q.sku <> i.sku AND q.parent_id IS NULL), p.parent_id) END,
        version = p.version + 1, updated_at = now()
      FROM input i WHERE p.sku = i.sku RETURNING p.id, p.sku),
    made AS (INSERT INTO product (sku, name, description, category_id, base_uom_id, qty_precision, status, standard_cost, weight, attributes, parent_id, created_by)
    SELECT i.sku, i.name, i.description, i."categoryId", coalesce(u.id, 'EA'), ${options.qtyPrecision}, coalesce(i.status, 'ACTIVE')::product_status, i.cost, i.weight,
      jsonb_strip_nulls(jsonb_build_object('supplier', i.supplier, 'options', i.options)), (SELECT q.id FROM product q WHERE q.sku = i.parent ->> 'sku' AND q.sku <> i.sku AND q.parent_id IS NULL), ${work.actor.userId}
    FROM input i LEFT JOIN unit_of_measure u ON u.code = i.unit WHERE NOT EXISTS (SELECT 1 FROM updated WHERE updated.sku = i.sku) ORDER BY i.line
    ON CONFLICT (sku) DO NOTHING RETURNING *),
    kept AS (INSERT INTO import_change (job_id, product_id, new) SELECT ${jobId}, m.id, jsonb_build_object('name', m.name, 'description', m.description, 'categoryId', m.category_id,
      'cost', m.standard_cost, 'weight', m.weight, 'supplier', m.attributes ->> 'supplier', 'status', m.status, 'parentId', m.parent_id, 'options', m.attributes -> 'options') FROM made m)
    SELECT id, sku FROM made`;
  await writeBarcodes(work, rows);
  const isKnown = (row: ImportRow) => Boolean(before.get(row.line)?.productId);
  if (mayPrice) await endPrices(work, rows.filter(isKnown), options);
  await writePrices(work, mayPrice ? rows : rows.filter((row) => !isKnown(row)), options);
  work.touch("product");
  const ids = new Map(made.map((row) => [row.sku, row.id]));
  const overtaken = rows.find((row) => before.get(row.line)?.productId === null && !ids.has(row.sku));
  if (overtaken) throw refuse("CONFLICT", "import.overtaken", { sku: overtaken.sku });
  return ids;
}

/** A barcode that another product has stays there: the row is taken without it. */
async function writeBarcodes(work: NeonWork, rows: readonly ImportRow[]): Promise<void> {
  const coded = rows.filter((row) => row.barcode).map(({ line, sku, barcode }) => ({ line, sku, barcode }));
  if (coded.length === 0) return;
  await work.tx.$executeRaw`
    WITH input AS (SELECT DISTINCT ON (barcode) * FROM jsonb_to_recordset(${JSON.stringify(coded)}::jsonb) AS x(line int, sku text, barcode text) ORDER BY barcode, line),
    free AS (SELECT p.id, p.base_uom_id, i.barcode FROM input i JOIN product p ON p.sku = i.sku WHERE NOT EXISTS (SELECT 1 FROM product_unit u WHERE u.barcode = i.barcode))
    INSERT INTO product_unit (product_id, uom_id, barcode) SELECT id, base_uom_id, barcode FROM free
    ON CONFLICT (product_id, uom_id) DO UPDATE SET barcode = EXCLUDED.barcode, updated_at = now()`;
}

/** Ends the prices of products that get another one now; equal prices stay. Periods are kept in milliseconds, so now is cut to them. */
async function endPrices(work: NeonWork, rows: readonly ImportRow[], options: ImportOptions): Promise<void> {
  const priced = rows.filter((row) => row.price).map(({ sku, price }) => ({ sku, price }));
  if (priced.length === 0) return;
  await work.tx.$executeRaw`
    UPDATE product_price x SET valid_to = date_trunc('milliseconds', now()), updated_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(priced)}::jsonb) AS i(sku text, price numeric) JOIN product p ON p.sku = i.sku
    WHERE x.product_id = p.id AND x.list_code = 'DEFAULT' AND x.currency = ${options.currency} AND x.min_quantity = 1 AND x.valid_from < date_trunc('milliseconds', now()) AND (x.valid_to IS NULL OR x.valid_to > date_trunc('milliseconds', now()))
      AND x.unit_price <> i.price`;
}

/** Starts a price now where none of this list and currency is in force. */
async function writePrices(work: NeonWork, rows: readonly ImportRow[], options: ImportOptions): Promise<void> {
  const priced = rows.filter((row) => row.price).map(({ sku, price }) => ({ sku, price }));
  if (priced.length === 0) return;
  await work.tx.$executeRaw`
    INSERT INTO product_price (product_id, currency, min_quantity, unit_price, valid_from, created_by)
    SELECT DISTINCT ON (p.id) p.id, ${options.currency}, 1, i.price, date_trunc('milliseconds', now()), ${work.actor.userId}
    FROM jsonb_to_recordset(${JSON.stringify(priced)}::jsonb) AS i(sku text, price numeric) JOIN product p ON p.sku = i.sku
    WHERE NOT EXISTS (SELECT 1 FROM product_price x WHERE x.product_id = p.id AND x.list_code = 'DEFAULT' AND x.currency = ${options.currency} AND x.min_quantity = 1
      AND x.valid_from <= date_trunc('milliseconds', now()) AND (x.valid_to IS NULL OR x.valid_to > date_trunc('milliseconds', now())))`;
}

/** Sets the stock of every place a row names to its quantity, by posting the difference; equal quantities post nothing. */
async function writeStock(
  work: NeonWork,
  jobId: string,
  rows: readonly SettledRow[],
  made: ReadonlyMap<string, string>,
): Promise<number> {
  const wanted: { sku: string; quantity: string }[] = [];
  const lines = rows.flatMap(({ row, against }) => {
    const moved = against.stocks.filter((stock) => stock.delta !== "0");
    if (moved.length === 0) return [];
    const productId = against.productId ?? made.get(row.sku);
    if (!productId) throw refuse("CONFLICT", "import.overtaken", { sku: row.sku });
    wanted.push(...moved.map((stock) => ({ sku: row.sku, quantity: stock.quantity })));
    return moved.map((stock) => ({
      productId,
      warehouseId: stock.warehouseId,
      location: stock.location,
      type: stock.itemId === null && !stock.delta.startsWith("-") ? "OPENING" : "ADJUSTMENT",
      quantity: stock.delta,
      unitCost: stock.delta.startsWith("-") ? null : (row.cost ?? null),
      reasonCode: "IMPORT",
      referenceType: "IMPORT",
      referenceId: jobId,
    }));
  });
  if (lines.length === 0) return 0;
  const posted = await postMovements(work, lines);
  if (posted.length !== lines.length) throw new Error(`${lines.length} stock lines were posted as ${posted.length}`);
  for (const { line, balance_after } of posted) {
    const meant = wanted[line - 1];
    if (balance_after !== meant?.quantity) throw refuse("CONFLICT", "import.overtaken", { sku: meant?.sku ?? "" });
  }
  return posted.length;
}
