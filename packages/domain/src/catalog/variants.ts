import { refuse } from "@invista/contracts/errors";
import { combinationKey, type MakeVariantsInput, type VariantsOutput } from "@invista/contracts/product/variants";
import type { NeonWork } from "../shared/work.ts";
import { takeVersion } from "./relations.ts";

/** Makes products out of chosen combinations of options; each takes unit, category, costing, tracking and price of the one it is a variant of. */
export async function makeVariants(work: NeonWork, input: MakeVariantsInput): Promise<VariantsOutput> {
  const parent = await takeVersion(work, input);
  if (parent.parentId !== null) throw refuse("RULE_BROKEN", "product.isVariant", { sku: parent.sku });
  const names = Object.keys(input.rows[0]?.options ?? {}).sort();
  const existing = await work.tx.product.findMany({
    where: { parentId: parent.id },
    select: { sku: true, attributes: true },
  });
  const taken = new Map(existing.map((row) => [combinationKey(optionsOf(row.attributes)), row.sku]));
  for (const row of input.rows) {
    if (Object.keys(row.options).sort().join("\n") !== names.join("\n"))
      throw refuse("INVALID", "product.optionsDiffer", { options: names });
    const key = combinationKey(row.options);
    const other = taken.get(key);
    if (other !== undefined)
      throw refuse("CONFLICT", "product.variantExists", { values: Object.values(row.options).join(", "), sku: other });
    taken.set(key, row.sku);
  }
  const made = await work.tx.product.createManyAndReturn({
    data: input.rows.map((row) => ({
      sku: row.sku,
      name: row.name,
      parentId: parent.id,
      categoryId: parent.categoryId,
      type: parent.type,
      status: parent.status,
      baseUomId: parent.baseUomId,
      qtyPrecision: parent.qtyPrecision,
      costMethod: parent.costMethod,
      trackLots: parent.trackLots,
      trackSerials: parent.trackSerials,
      trackExpiry: parent.trackExpiry,
      shelfLifeDays: parent.shelfLifeDays,
      weight: parent.weight,
      attributes: { options: row.options },
      createdBy: work.actor.userId,
    })),
    select: { id: true },
  });
  await work.tx.$executeRaw`
    INSERT INTO product_price (product_id, list_code, currency, min_quantity, unit_price, valid_from, valid_to, created_by)
    SELECT v, x.list_code, x.currency, x.min_quantity, x.unit_price, greatest(x.valid_from, now()), x.valid_to, ${work.actor.userId}
    FROM product_price x CROSS JOIN unnest(${made.map((row) => row.id)}::text[]) v WHERE x.product_id = ${parent.id} AND (x.valid_to IS NULL OR x.valid_to > now())`;
  work.audit({
    action: "CREATE",
    resource: "variants",
    resourceId: parent.id,
    newValues: { variants: input.rows.map((row) => ({ sku: row.sku, ...row.options })) },
  });
  work.touch("product");
  return { productId: parent.id, created: made.length, skus: input.rows.map((row) => row.sku) };
}

/** The options that a product's attributes hold. */
export function optionsOf(attributes: unknown): Record<string, string> {
  const options: unknown = Reflect.get(Object(attributes), "options");
  return Object.fromEntries(
    Object.entries(Object(options)).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
