import { refuse } from "@invista/contracts/errors";
import { isGtin } from "@invista/contracts/scan/parse-scan";
import { can } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";

/** The id of a unit by its code; refuses a unit that does not exist. */
export async function unitIdOf(work: NeonWork, unitCode: string): Promise<string> {
  const unit = await work.tx.unitOfMeasure.findUnique({ where: { code: unitCode }, select: { id: true } });
  if (!unit) throw refuse("INVALID", "record.referenceUnknown", { entity: `The unit ${unitCode}` });
  return unit.id;
}

/** Refuses categories that do not exist. */
export async function requireCategory(work: NeonWork, ...ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return;
  const known = await work.tx.category.count({ where: { id: { in: wanted } } });
  if (known < wanted.length) throw refuse("INVALID", "record.referenceUnknown", { entity: "The category" });
}

/** Raises the version of products whose codes or prices change beside them: a form that was opened before shows what was changed meanwhile. */
export async function raiseVersions(work: NeonWork, productIds: readonly string[]): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE product SET version = version + 1, updated_at = now() WHERE id IN (SELECT id FROM product WHERE id = ANY (${[...new Set(productIds)]}::text[]) ORDER BY id FOR NO KEY UPDATE)`;
}

/** The code of a product's base unit; null takes it away. */
export interface BarcodeChange {
  readonly productId: string;
  readonly uomId: string;
  readonly barcode: string | null;
}

/** Sets the barcodes of base units, however many, in three statements at most; a refusal names the product. */
export async function saveBarcodes(work: NeonWork, given: readonly BarcodeChange[]): Promise<void> {
  const changes = given.map((change) => ({ ...change, barcode: change.barcode === "" ? null : change.barcode }));
  if (changes.length === 0) return;
  const codes = changes.flatMap(({ barcode }) => barcode ?? []);
  if (codes.length > 0) await requireFree(work, changes, codes);
  await work.tx.$executeRaw`
    INSERT INTO product_unit (product_id, uom_id, barcode)
    SELECT x."productId", x."uomId", x.barcode FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS x("productId" text, "uomId" text, barcode text)
    WHERE x.barcode IS NOT NULL OR EXISTS (SELECT 1 FROM product_unit u WHERE u.product_id = x."productId" AND u.uom_id = x."uomId") ORDER BY x."productId"
    ON CONFLICT (product_id, uom_id) DO UPDATE SET barcode = EXCLUDED.barcode, updated_at = now()`;
}

/** Refuses a code that is another product's, or that stands twice; a wrong check digit is a misreading, unless the code came that way and stays. */
async function requireFree(work: NeonWork, changes: readonly BarcodeChange[], codes: readonly string[]): Promise<void> {
  const known = await work.tx.$queryRaw<{ code: string; productId: string }[]>`
    SELECT code, product_id AS "productId" FROM product_barcode WHERE code = ANY (${[...codes]}::text[])`;
  const seen = new Set<string>();
  for (const { productId, barcode } of changes) {
    if (barcode === null) continue;
    const isTaken = known.some((one) => one.code === barcode && one.productId !== productId);
    if (isTaken || seen.has(barcode))
      throw refuse("CONFLICT", "record.duplicate", { entity: "A product", field: "barcode", productId });
    const isKept = known.some((one) => one.code === barcode && one.productId === productId);
    if (/^(\d{8}|\d{12,14})$/.test(barcode) && !isGtin(barcode) && !isKept)
      throw refuse("INVALID", "barcode.checkDigit", { barcode, productId });
    seen.add(barcode);
  }
}

/** The price that begins now; null ends the one before without a new one. */
export interface PriceChange {
  readonly productId: string;
  readonly price: string | null;
}

/**
 * Starts new prices of the default list now and ends those before, so that the history stays; four statements, however many. A price that changes
 * takes price:update; the first of a new product belongs to making it.
 */
export async function savePrices(
  work: NeonWork,
  given: readonly PriceChange[],
  currency: string,
  isNew = false,
): Promise<void> {
  if (given.length === 0) return;
  const open = await work.tx.$queryRaw<{ id: string; productId: string; same: boolean; started_now: boolean }[]>`
    SELECT p.id, p.product_id AS "productId", p.unit_price = x.price AND p.currency = ${currency} AS same, p.valid_from >= now() AS started_now
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("productId" text, price numeric) JOIN product_price p ON p.product_id = x."productId"
    WHERE p.list_code = 'DEFAULT' AND p.min_quantity = 1 AND (p.valid_to IS NULL OR p.valid_to > now()) ORDER BY p.id FOR UPDATE OF p`;
  const changes = given.filter(({ productId, price }) => {
    const mine = open.filter((row) => row.productId === productId);
    return price === null ? mine.length > 0 : !mine.some((row) => row.same);
  });
  if (changes.length === 0) return;
  if (!isNew && !can(work.actor, "price:update"))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "price:update" });
  const ended = open.filter((row) => changes.some((change) => change.productId === row.productId));
  const ids = (startedNow: boolean) => ended.filter((row) => row.started_now === startedNow).map((row) => row.id);
  await work.tx.$executeRaw`DELETE FROM product_price WHERE id = ANY (${ids(true)})`;
  await work.tx
    .$executeRaw`UPDATE product_price SET valid_to = now(), updated_at = now() WHERE id = ANY (${ids(false)})`;
  await work.tx.$executeRaw`
    INSERT INTO product_price (product_id, currency, min_quantity, unit_price, valid_from, created_by)
    SELECT x."productId", ${currency}, 1, x.price, now(), ${work.actor.userId}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS x("productId" text, price numeric) WHERE x.price IS NOT NULL ORDER BY x."productId"`;
}
