import { refuse, Refusal } from "@invista/contracts/errors";
import type { BulkChange, BulkUpdateInput } from "@invista/contracts/product/bulk";
import { readFields, requireValues } from "./attributes.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { requireCategory, saveBarcodes, savePrices } from "./save-product.ts";

const FIELDS = ["name", "categoryId", "status"] as const;

interface Current {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly status: string;
  readonly version: number;
  readonly categoryId: string | null;
  readonly uomId: string;
}

/** Changes many products at once, all or none, in twelve statements at most; a refusal names the product it is about. */
export async function bulkUpdate(work: NeonWork, input: BulkUpdateInput): Promise<{ changed: number }> {
  const { changes } = input;
  const before = await work.tx.$queryRaw<Current[]>`
    SELECT id, sku, name, status::text AS status, version, category_id AS "categoryId", base_uom_id AS "uomId" FROM product
    WHERE id = ANY (${changes.map((change) => change.id)}::text[]) ORDER BY id FOR UPDATE`;
  const byId = new Map(before.map((row) => [row.id, row]));
  const named = (productId: string, error: Refusal) =>
    refuse(error.code, error.rule, { ...error.details, sku: byId.get(productId)?.sku ?? "", productId });
  changes.forEach((change) => {
    const error = obstacle(change, byId.get(change.id));
    if (error instanceof Refusal) throw named(change.id, error);
  });
  await requireCategory(work, ...changes.map((change) => change.categoryId ?? null));
  await work.tx.$executeRaw`
    UPDATE product p SET name = coalesce(x.name, p.name), status = coalesce(x.status::product_status, p.status),
      category_id = CASE WHEN x.moves THEN x."categoryId" ELSE p.category_id END, version = p.version + 1, updated_at = ${work.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(changes.map((change) => ({ ...change, moves: change.categoryId !== undefined })))}::jsonb)
      AS x(id text, name text, status text, "categoryId" text, moves boolean) WHERE p.id = x.id`;
  try {
    await saveBarcodes(
      work,
      changes.flatMap(({ id: productId, barcode }) =>
        barcode === undefined ? [] : [{ productId, uomId: byId.get(productId)?.uomId ?? "", barcode }],
      ),
    );
  } catch (error) {
    const productId = error instanceof Refusal ? error.details.productId : undefined;
    throw error instanceof Refusal && typeof productId === "string" ? named(productId, error) : error;
  }
  await saveValues(work, changes, named);
  await savePrices(
    work,
    changes.flatMap(({ id: productId, price }) => (price === undefined ? [] : [{ productId, price }])),
    input.currency,
  );
  work.audit({
    action: "UPDATE",
    resource: "products",
    resourceId: changes[0]?.id ?? "",
    oldValues: { products: changes.map((change) => valuesBefore(change, byId.get(change.id))) },
    newValues: { products: changes },
  });
  work.touch("product");
  return { changed: changes.length };
}

/** Values of fields of one's own, judged by the categories that the products are in now. */
async function saveValues(
  work: NeonWork,
  changes: readonly BulkChange[],
  named: (productId: string, error: Refusal) => Error,
): Promise<void> {
  const given = changes.flatMap(({ id, values }) => (values === undefined ? [] : [{ id, values }]));
  if (given.length === 0) return;
  const fields = await readFields(
    { db: work.tx },
    given.map(({ id }) => id),
  );
  for (const { id, values } of given) {
    try {
      requireValues(fields.get(id)?.rows ?? [], values);
    } catch (error) {
      throw error instanceof Refusal ? named(id, error) : error;
    }
  }
  const rows = given.map(({ id, values }) => {
    const kept = Object.entries(values).filter(([, value]) => value !== null && value !== "");
    return { id, kept: Object.fromEntries(kept), named: Object.keys(values) };
  });
  await work.tx.$executeRaw`
    UPDATE product p SET attributes = (p.attributes - ARRAY(SELECT jsonb_array_elements_text(x.named))) || x.kept
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id text, kept jsonb, named jsonb) WHERE p.id = x.id`;
}

/** Why a product can't be changed as asked; null when it can. */
function obstacle(change: BulkChange, product: Current | undefined): Error | null {
  if (product?.version !== change.version) return missingOrStale("Product", product, { id: change.id });
  return product.status === "ARCHIVED" ? refuse("RULE_BROKEN", "product.archived", { sku: product.sku }) : null;
}

function valuesBefore(change: BulkChange, product: Current | undefined): Record<string, unknown> {
  const fields = FIELDS.filter((field) => field in change);
  return Object.fromEntries(["id", ...fields].map((key) => [key, Reflect.get(Object(product), key)]));
}
