import { refuse } from "@invista/contracts/errors";
import type { ProductRef, UpdateProductInput } from "@invista/contracts/product/product";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { requireCategory, saveBarcodes, savePrices, unitIdOf } from "./save-product.ts";

/** Changes a product the caller saw at `version`; unit and costing are frozen once stock has moved. */
export async function updateProduct(work: NeonWork, input: UpdateProductInput): Promise<ProductRef> {
  const before = await work.tx.product.findUnique({ where: { id: input.id } });
  if (!before || before.version !== input.version) throw missingOrStale("Product", before, { id: input.id });
  if (before.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: before.sku });
  const uomId = await unitIdOf(work, input.unitCode);
  await requireCategory(work, input.categoryId);
  const fields = {
    sku: input.sku,
    name: input.name,
    description: input.description,
    categoryId: input.categoryId,
    status: input.status,
    baseUomId: uomId,
    qtyPrecision: input.qtyPrecision,
    costMethod: input.costMethod,
    trackLots: (input.trackLots ?? before.trackLots) || (input.trackExpiry ?? before.trackExpiry),
    trackExpiry: input.trackExpiry ?? before.trackExpiry,
    trackSerials: input.trackSerials ?? before.trackSerials,
    shelfLifeDays: input.shelfLifeDays === undefined ? before.shelfLifeDays : input.shelfLifeDays,
    weight: input.weight === undefined ? (before.weight?.toString() ?? null) : input.weight,
  };
  const changed = await work.tx.product.updateManyAndReturn({
    where: { id: input.id, version: input.version },
    data: { ...fields, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, sku: true, name: true, version: true, status: true },
  });
  const [product] = changed;
  if (!product)
    throw missingOrStale(
      "Product",
      await work.tx.product.findUnique({ where: { id: input.id }, select: { version: true } }),
      { id: input.id },
    );
  await saveBarcodes(work, [{ productId: input.id, uomId, barcode: input.barcode }]);
  if (input.price !== undefined) await savePrices(work, [{ productId: input.id, price: input.price }], input.currency);
  const { idempotencyKey: _, version: __, ...values } = input;
  const oldValues = Object.fromEntries(Object.keys(fields).map((key) => [key, Reflect.get(before, key)]));
  work.audit({ action: "UPDATE", resource: "products", resourceId: input.id, oldValues, newValues: values });
  work.touch("product");
  return product;
}
