import { refuse } from "@invista/contracts/errors";
import type { ArchiveProductInput, ProductRef, ProductStatus } from "@invista/contracts/product/product";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";

/** Takes a product out of use; refused while any of it is on hand. */
export async function archiveProduct(work: NeonWork, input: ArchiveProductInput): Promise<ProductRef> {
  const [stock] = await work.tx.$queryRaw<{ on_hand: string; sku: string }[]>`
    SELECT trim_scale(coalesce(sum(i.quantity), 0))::text AS on_hand, p.sku FROM product p LEFT JOIN inventory_item i ON i.product_id = p.id WHERE p.id = ${input.id} GROUP BY p.id`;
  if (stock && stock.on_hand !== "0")
    throw refuse("RULE_BROKEN", "product.hasStock", { sku: stock.sku, onHand: stock.on_hand });
  return setStatus(work, input, "ARCHIVED", "ARCHIVE");
}

/** Brings an archived product back into use. */
export async function restoreProduct(work: NeonWork, input: ArchiveProductInput): Promise<ProductRef> {
  return setStatus(work, input, "ACTIVE", "RESTORE");
}

async function setStatus(
  work: NeonWork,
  input: ArchiveProductInput,
  status: ProductStatus,
  action: string,
): Promise<ProductRef> {
  const before = await work.tx.product.findUnique({ where: { id: input.id }, select: { version: true, status: true } });
  const changed = await work.tx.product.updateManyAndReturn({
    where: { id: input.id, version: input.version },
    data: { status, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, sku: true, name: true, version: true, status: true },
  });
  const [product] = changed;
  if (!product) throw missingOrStale("Product", before, { id: input.id });
  work.audit({
    action,
    resource: "products",
    resourceId: input.id,
    oldValues: { status: before?.status },
    newValues: { status },
  });
  work.touch("product");
  return product;
}
