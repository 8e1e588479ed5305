import { refuse, Refusal } from "@invista/contracts/errors";
import type { BulkChange, BulkUpdateInput } from "@invista/contracts/product/bulk";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { requireCategory, saveBarcode, savePrice } from "./save-product.ts";

/** Changes many products at once, all or none; a refusal names the product it is about. */
export async function bulkUpdate(work: NeonWork, input: BulkUpdateInput): Promise<{ changed: number }> {
  const before = await work.tx.product.findMany({ where: { id: { in: input.changes.map((change) => change.id) } } });
  const byId = new Map(before.map((row) => [row.id, row]));
  for (const categoryId of new Set(input.changes.map((change) => change.categoryId)))
    if (categoryId !== undefined) await requireCategory(work, categoryId);
  const old: Record<string, unknown>[] = [];
  for (const change of input.changes) {
    const product = byId.get(change.id);
    try {
      await changeOne(work, change, product, input.currency);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw refuse(error.code, error.rule, { ...error.details, sku: product?.sku ?? "", productId: change.id });
    }
    old.push(
      Object.fromEntries(
        ["id", ...FIELDS.filter((field) => field in change)].map((key) => [key, Reflect.get(Object(product), key)]),
      ),
    );
  }
  work.audit({
    action: "UPDATE",
    resource: "products",
    resourceId: input.changes[0]?.id ?? "",
    oldValues: { products: old },
    newValues: { products: input.changes },
  });
  work.touch("product");
  return { changed: input.changes.length };
}

const FIELDS = ["name", "categoryId", "status"] as const;

interface Current {
  readonly version: number;
  readonly status: string;
  readonly sku: string;
  readonly baseUomId: string;
}

async function changeOne(
  work: NeonWork,
  change: BulkChange,
  product: Current | undefined,
  currency: string,
): Promise<void> {
  if (product?.version !== change.version) throw missingOrStale("Product", product, { id: change.id });
  if (product.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku });
  const { name, categoryId, status } = change;
  const { count } = await work.tx.product.updateMany({
    where: { id: change.id, version: change.version },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(categoryId === undefined ? {} : { categoryId }),
      ...(status === undefined ? {} : { status }),
      version: { increment: 1 },
      updatedAt: work.now,
    },
  });
  if (count === 0) throw missingOrStale("Product", product, { id: change.id });
  if (change.barcode !== undefined) await saveBarcode(work, change.id, product.baseUomId, change.barcode);
  await savePrice(work, change.id, change.price, currency);
}
