import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";

interface Named {
  readonly id: string;
  readonly sku: string;
  readonly uom: string;
}

interface Code {
  code: string;
  isOwn: boolean;
  uomId: string;
  unit: string;
  factorNum: number;
  factorDen: number;
  keptNum: number | null;
  keptDen: number | null;
}

/** Codes of a product and its packs go to the same units of another; a pack it lacks is made, one that holds another quantity refuses. */
export async function moveCodes(work: NeonWork, kept: Named, gone: Named): Promise<number> {
  const codes = await work.tx.$queryRaw<Code[]>`
    SELECT b.code, b.is_own AS "isOwn", u.uom_id AS "uomId", m.code AS unit, u.factor_num AS "factorNum", u.factor_den AS "factorDen", k.factor_num AS "keptNum", k.factor_den AS "keptDen"
    FROM product_barcode b JOIN product_unit u ON u.id = b.product_unit_id JOIN unit_of_measure m ON m.id = u.uom_id
      LEFT JOIN product_unit k ON k.product_id = ${kept.id} AND k.uom_id = u.uom_id WHERE b.product_id = ${gone.id} ORDER BY b.is_own DESC, b.code`;
  const other = codes.find(
    (one) =>
      one.keptNum !== null &&
      BigInt(one.keptNum) * BigInt(one.factorDen) !== BigInt(one.factorNum) * BigInt(one.keptDen ?? 1),
  );
  if (other) throw refuse("RULE_BROKEN", "product.mergePack", { sku: gone.sku, into: kept.sku, unit: other.unit });
  if (codes.length === 0) return 0;
  // Unique over all products: they go before they come.
  await work.tx
    .$executeRaw`UPDATE product_unit SET barcode = NULL, updated_at = now() WHERE product_id = ${gone.id} AND barcode IS NOT NULL`;
  await work.tx.productBarcode.deleteMany({ where: { productId: gone.id } });
  const missing = codes.filter(
    (one, index) => one.keptNum === null && codes.findIndex((c) => c.uomId === one.uomId) === index,
  );
  await work.tx.productUnit.createMany({
    data: missing.map(({ uomId, factorNum, factorDen }) => ({ productId: kept.id, uomId, factorNum, factorDen })),
  });
  const json = JSON.stringify(codes);
  // A unit without a code of its own takes the other's; the trigger lists it.
  await work.tx.$executeRaw`
    UPDATE product_unit u SET barcode = x.code, updated_at = now() FROM jsonb_to_recordset(${json}::jsonb) AS x(code text, "uomId" text, "isOwn" boolean)
    WHERE u.product_id = ${kept.id} AND u.uom_id = x."uomId" AND x."isOwn" AND u.barcode IS NULL`;
  await work.tx.$executeRaw`
    INSERT INTO product_barcode (product_id, product_unit_id, code) SELECT ${kept.id}, u.id, x.code FROM jsonb_to_recordset(${json}::jsonb) AS x(code text, "uomId" text)
    JOIN product_unit u ON u.product_id = ${kept.id} AND u.uom_id = x."uomId" WHERE NOT EXISTS (SELECT FROM product_barcode b WHERE b.code = x.code)`;
  return codes.length;
}

/** What suppliers call it goes over where the supplier has no such source of the other yet. */
export function moveSources(work: NeonWork, keptId: string, goneId: string): Promise<number> {
  return work.tx.$executeRaw`
    UPDATE supplier_product s SET product_id = ${keptId}, product_unit_id = k.id, updated_at = now(), version = s.version + 1,
      preferred = s.preferred AND NOT EXISTS (SELECT FROM supplier_product p WHERE p.product_id = ${keptId} AND p.preferred)
    FROM supplier_product g LEFT JOIN product_unit u ON u.id = g.product_unit_id LEFT JOIN product_unit k ON k.product_id = ${keptId} AND k.uom_id = u.uom_id
      AND k.factor_num::bigint * u.factor_den = u.factor_num::bigint * k.factor_den
    WHERE g.id = s.id AND s.product_id = ${goneId} AND (s.product_unit_id IS NULL OR k.id IS NOT NULL)
      AND NOT EXISTS (SELECT FROM supplier_product p WHERE p.product_id = ${keptId} AND p.supplier_id = s.supplier_id AND p.product_unit_id IS NOT DISTINCT FROM k.id)`;
}

/** Prices that hold or will hold go over in lists and currencies in which the other has none. */
export function movePrices(work: NeonWork, keptId: string, goneId: string): Promise<number> {
  return work.tx.$executeRaw`
    UPDATE product_price g SET product_id = ${keptId}, updated_at = now() WHERE g.product_id = ${goneId} AND (g.valid_to IS NULL OR g.valid_to > now())
      AND NOT EXISTS (SELECT FROM product_price k WHERE k.product_id = ${keptId} AND k.list_code = g.list_code AND k.currency = g.currency AND (k.valid_to IS NULL OR k.valid_to > now()))
      AND NOT EXISTS (SELECT FROM product_price k WHERE k.product_id = ${keptId} AND k.list_code = g.list_code AND k.currency = g.currency AND k.min_quantity = g.min_quantity
        AND tstzrange(k.valid_from, k.valid_to) && tstzrange(g.valid_from, g.valid_to))`;
}

/** All files go over. */
export async function moveFiles(work: NeonWork, keptId: string, goneId: string): Promise<number> {
  return (await work.tx.attachment.updateMany({ where: { productId: goneId }, data: { productId: keptId } })).count;
}

/** Values of fields that the other has by its category, and are empty there. */
export async function moveFields(work: NeonWork, keptId: string, goneId: string): Promise<number> {
  const [found] = await work.tx.$queryRaw<{ fields: string[] }[]>`
    SELECT coalesce(array_agg(d.code), '{}') AS fields FROM product k JOIN product g ON g.id = ${goneId} LEFT JOIN category own ON own.id = k.category_id
      JOIN attribute_definition d ON g.attributes ? d.code AND NOT k.attributes ? d.code LEFT JOIN category c ON c.id = d.category_id
    WHERE k.id = ${keptId} AND (d.category_id IS NULL OR starts_with(own.path, c.path))`;
  const fields = found?.fields ?? [];
  if (fields.length === 0) return 0;
  await work.tx.$executeRaw`
    UPDATE product k SET attributes = k.attributes || (SELECT jsonb_object_agg(e.key, e.value) FROM product g, jsonb_each(g.attributes) e WHERE g.id = ${goneId} AND e.key = ANY (${fields}::text[]))
    WHERE k.id = ${keptId}`;
  return fields.length;
}
