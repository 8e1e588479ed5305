import { refuse } from "@invista/contracts/errors";
import type { RelationRef, SetComponentsInput, SetSubstitutesInput } from "@invista/contracts/product/relations";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";

/** Says what a kit is made of, all of it; a kit inside itself is refused. */
export async function setComponents(work: NeonWork, input: SetComponentsInput): Promise<RelationRef> {
  const product = await takeVersion(work, input);
  if (product.type !== "KIT") throw refuse("RULE_BROKEN", "product.notKit", { sku: product.sku });
  await requireParts(work, input.components);
  const before = await work.tx.productComponent.findMany({ where: { kitProductId: input.productId } });
  await work.tx.productComponent.deleteMany({ where: { kitProductId: input.productId } });
  await work.tx.productComponent.createMany({
    data: input.components.map(({ productId, quantity }) => ({
      kitProductId: input.productId,
      componentProductId: productId,
      quantity,
    })),
  });
  work.audit({
    action: "UPDATE",
    resource: "kits",
    resourceId: input.productId,
    oldValues: {
      components: before.map((row) => ({ productId: row.componentProductId, quantity: row.quantity.toString() })),
    },
    newValues: { components: input.components },
  });
  work.touch("product", "stock");
  return { productId: input.productId, version: product.version, count: input.components.length };
}

/** Says what may be given instead of a product, the best first. */
export async function setSubstitutes(work: NeonWork, input: SetSubstitutesInput): Promise<RelationRef> {
  const product = await takeVersion(work, input);
  if (input.substitutes.some((one) => one.productId === input.productId)) throw refuse("INVALID", "product.notItself");
  await requireParts(work, input.substitutes);
  await work.tx.productSubstitute.deleteMany({ where: { productId: input.productId } });
  await work.tx.productSubstitute.createMany({
    data: input.substitutes.map(({ productId, note }, position) => ({
      productId: input.productId,
      substituteId: productId,
      position,
      note,
      createdBy: work.actor.userId,
    })),
  });
  work.audit({
    action: "UPDATE",
    resource: "substitutes",
    resourceId: input.productId,
    newValues: { substitutes: input.substitutes },
  });
  work.touch("product");
  return { productId: input.productId, version: product.version, count: input.substitutes.length };
}

/** Raises the product's version from the one the caller saw, and answers what it is. */
export async function takeVersion(work: NeonWork, input: { productId: string; version: number }) {
  const [product] = await work.tx.product.updateManyAndReturn({
    where: { id: input.productId, version: input.version, status: { not: "ARCHIVED" } },
    data: { version: { increment: 1 }, updatedAt: work.now },
  });
  if (product) return product;
  const current = await work.tx.product.findUnique({
    where: { id: input.productId },
    select: { version: true, status: true, sku: true },
  });
  if (current?.version === input.version) throw refuse("RULE_BROKEN", "product.archived", { sku: current.sku });
  throw missingOrStale("Product", current, { id: input.productId });
}

/** Refuses parts that are unknown, archived, named twice or counted finer than they allow. */
async function requireParts(
  work: NeonWork,
  parts: readonly { readonly productId: string; readonly quantity?: string }[],
): Promise<void> {
  const found = await work.tx.product.findMany({
    where: { id: { in: parts.map((part) => part.productId) } },
    select: { id: true, sku: true, status: true, qtyPrecision: true },
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  const seen = new Set<string>();
  for (const part of parts) {
    const product = byId.get(part.productId);
    if (!product) throw refuse("INVALID", "record.referenceUnknown", { entity: "A product of the list" });
    if (product.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku });
    if (seen.has(part.productId)) throw refuse("INVALID", "product.partTwice", { sku: product.sku });
    seen.add(part.productId);
    if ((part.quantity?.split(".")[1]?.replace(/0+$/, "").length ?? 0) > product.qtyPrecision)
      throw refuse("INVALID", "quantity.precision", { sku: product.sku, precision: product.qtyPrecision });
  }
}
