import type { CreateProductInput, ProductRef } from "@invista/contracts/product/product";
import type { NeonWork } from "../shared/work.ts";
import { requireCategory, saveBarcodes, savePrices, unitIdOf } from "./save-product.ts";

/** Creates a product with its barcode and price; refuses a SKU or barcode that exists. */
export async function createProduct(work: NeonWork, input: CreateProductInput): Promise<ProductRef> {
  const uomId = await unitIdOf(work, input.unitCode);
  await requireCategory(work, input.categoryId);
  const product = await work.tx.product.create({
    data: {
      sku: input.sku,
      name: input.name,
      description: input.description,
      categoryId: input.categoryId,
      type: input.type,
      status: input.status,
      baseUomId: uomId,
      qtyPrecision: input.qtyPrecision,
      costMethod: input.costMethod,
      trackLots: input.trackLots || input.trackExpiry,
      trackExpiry: input.trackExpiry,
      trackSerials: input.trackSerials ?? false,
      shelfLifeDays: input.shelfLifeDays,
      weight: input.weight,
      createdBy: work.actor.userId,
    },
    select: { id: true, sku: true, name: true, version: true, status: true },
  });
  await saveBarcodes(work, [{ productId: product.id, uomId, barcode: input.barcode }]);
  if (input.price !== undefined && input.price !== null)
    await savePrices(work, [{ productId: product.id, price: input.price }], input.currency, true);
  const { idempotencyKey: _, ...values } = input;
  work.audit({ action: "CREATE", resource: "products", resourceId: product.id, newValues: values });
  work.touch("product");
  return product;
}
