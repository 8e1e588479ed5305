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

/** Refuses a category that does not exist. */
export async function requireCategory(work: NeonWork, categoryId: string | null): Promise<void> {
  if (categoryId === null) return;
  const category = await work.tx.category.findUnique({ where: { id: categoryId }, select: { id: true } });
  if (!category) throw refuse("INVALID", "record.referenceUnknown", { entity: "The category" });
}

/** Sets the barcode of the product's base unit; null takes it away. */
export async function saveBarcode(
  work: NeonWork,
  productId: string,
  uomId: string,
  barcode: string | null,
): Promise<void> {
  const value = barcode === "" ? null : barcode;
  if (value !== null && /^(\d{8}|\d{12,14})$/.test(value) && !isGtin(value)) await requireKept(work, productId, value);
  await work.tx.$executeRaw`
    INSERT INTO product_unit (product_id, uom_id, barcode) SELECT ${productId}, ${uomId}, ${value}
    WHERE ${value}::text IS NOT NULL OR EXISTS (SELECT 1 FROM product_unit WHERE product_id = ${productId} AND uom_id = ${uomId})
    ON CONFLICT (product_id, uom_id) DO UPDATE SET barcode = EXCLUDED.barcode, updated_at = now()`;
}

/** A wrong check digit is a misreading, unless the code came that way and stays. */
async function requireKept(work: NeonWork, productId: string, barcode: string): Promise<void> {
  const known = await work.tx.productUnit.findFirst({ where: { productId, barcode }, select: { id: true } });
  if (!known) throw refuse("INVALID", "barcode.checkDigit", { barcode });
}

/**
 * Starts a new price of the default list now and ends the one before, so that the history stays; null ends it without a new one, undefined
 * leaves it. A price that changes takes price:update; the first of a new product belongs to making it.
 */
export async function savePrice(
  work: NeonWork,
  productId: string,
  price: string | null | undefined,
  currency: string,
  isNew = false,
): Promise<void> {
  if (price === undefined) return;
  const open = await work.tx.$queryRaw<{ id: string; same: boolean; started_now: boolean }[]>`
    SELECT id, unit_price = ${price}::numeric AND currency = ${currency} AS same, valid_from >= now() AS started_now
    FROM product_price WHERE product_id = ${productId} AND list_code = 'DEFAULT' AND min_quantity = 1 AND (valid_to IS NULL OR valid_to > now()) FOR UPDATE`;
  if (price === null ? open.length === 0 : open.some((row) => row.same)) return;
  if (!isNew && !can(work.actor, "price:update"))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "price:update" });
  await work.tx
    .$executeRaw`DELETE FROM product_price WHERE id = ANY (${open.filter((row) => row.started_now).map((row) => row.id)})`;
  await work.tx
    .$executeRaw`UPDATE product_price SET valid_to = now(), updated_at = now() WHERE id = ANY (${open.filter((row) => !row.started_now).map((row) => row.id)})`;
  if (price === null) return;
  await work.tx.$executeRaw`
    INSERT INTO product_price (product_id, currency, min_quantity, unit_price, valid_from, created_by) VALUES (${productId}, ${currency}, 1, ${price}::numeric, now(), ${work.actor.userId})`;
}
