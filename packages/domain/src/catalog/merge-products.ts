import { refuse } from "@invista/contracts/errors";
import type { MergedProducts, MergeProductsInput } from "@invista/contracts/product/merge";
import { can } from "../shared/actor.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { moveCodes, moveFields, moveFiles, movePrices, moveSources } from "./move-belongings.ts";

interface Product {
  id: string;
  sku: string;
  status: string;
  version: number;
  uom: string;
  onHand: string;
  reservations: number;
  orderLines: number;
  transferLines: number;
  purchaseLines: number;
  countLines: number;
  inspections: number;
  kits: number;
  variants: number;
}

/**
 * Makes one product of two: codes, sources, prices, files and fields of the one go to the other where it has none, and
 * the one is archived as replaced. Refused while it has stock or is part of anything open: what is it says the refusal.
 */
export async function mergeProducts(work: NeonWork, input: MergeProductsInput): Promise<MergedProducts> {
  const { keptId, goneId } = input;
  await work.tx.$queryRaw`SELECT id FROM product WHERE id = ANY (${[keptId, goneId]}::text[]) ORDER BY id FOR UPDATE`;
  const products = await readBoth(work, [keptId, goneId]);
  const kept = seen(products, keptId, input.keptVersion);
  const gone = seen(products, goneId, input.goneVersion);
  if (kept.uom !== gone.uom) throw refuse("RULE_BROKEN", "product.mergeUnit", { sku: gone.sku, into: kept.sku });
  const holding = holds(gone);
  if (holding !== "") throw refuse("RULE_BROKEN", "product.mergeInUse", { sku: gone.sku, holding });
  const moved = {
    codes: await moveCodes(work, kept, gone),
    sources: await moveSources(work, keptId, goneId),
    // Who may not set prices leaves them where they are.
    prices: can(work.actor, "price:update") ? await movePrices(work, keptId, goneId) : 0,
    files: await moveFiles(work, keptId, goneId),
    fields: await moveFields(work, keptId, goneId),
  };
  await work.tx.$executeRaw`
    UPDATE product SET status = 'ARCHIVED', replaced_by_id = ${keptId}, version = version + 1, updated_at = ${work.now}::timestamptz WHERE id = ${goneId}`;
  await work.tx
    .$executeRaw`UPDATE product SET version = version + 1, updated_at = ${work.now}::timestamptz WHERE id = ${keptId}`;
  work.audit({
    action: "MERGE",
    resource: "products",
    resourceId: keptId,
    oldValues: { gone: { id: goneId, sku: gone.sku, status: gone.status } },
    newValues: { gone: { id: goneId, sku: gone.sku, status: "ARCHIVED", replacedBy: kept.sku }, moved },
  });
  work.touch("product");
  return { id: keptId, sku: kept.sku, version: kept.version + 1, ...moved };
}

async function readBoth(work: NeonWork, ids: readonly string[]): Promise<Map<string, Product>> {
  const rows = await work.tx.$queryRaw<Product[]>`
    SELECT p.id, p.sku, p.status::text AS status, p.version, p.base_uom_id AS uom,
      (SELECT trim_scale(coalesce(sum(abs(i.quantity)), 0))::text FROM inventory_item i WHERE i.product_id = p.id) AS "onHand",
      (SELECT count(*)::int FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id WHERE i.product_id = p.id AND r.status IN ('ACTIVE', 'PICKED')) AS reservations,
      (SELECT count(*)::int FROM order_item l JOIN "order" o ON o.id = l.order_id WHERE l.product_id = p.id AND o.status NOT IN ('COMPLETED', 'CANCELLED')
        AND l.quantity > l.shipped_quantity + l.cancelled_quantity) AS "orderLines",
      (SELECT count(*)::int FROM stock_transfer_item l JOIN stock_transfer t ON t.id = l.transfer_id WHERE l.product_id = p.id AND t.status NOT IN ('RECEIVED', 'CANCELLED')) AS "transferLines",
      (SELECT count(*)::int FROM purchase_order_item l JOIN purchase_order o ON o.id = l.purchase_order_id WHERE l.product_id = p.id AND o.status NOT IN ('RECEIVED', 'CLOSED', 'REJECTED', 'CANCELLED')) AS "purchaseLines",
      (SELECT count(*)::int FROM stock_count_item l JOIN stock_count c ON c.id = l.count_id JOIN inventory_item i ON i.id = l.inventory_item_id WHERE i.product_id = p.id AND c.status NOT IN ('APPROVED', 'CANCELLED')) AS "countLines",
      (SELECT count(*)::int FROM quality_inspection q WHERE q.product_id = p.id AND q.status IN ('PENDING', 'IN_PROGRESS')) AS inspections,
      (SELECT count(*)::int FROM product_component k WHERE k.component_product_id = p.id) AS kits,
      (SELECT count(*)::int FROM product v WHERE v.parent_id = p.id AND v.status <> 'ARCHIVED') AS variants
    FROM product p WHERE p.id = ANY (${[...ids]}::text[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function seen(products: ReadonlyMap<string, Product>, id: string, version: number): Product {
  const product = products.get(id);
  if (product?.version !== version) throw missingOrStale("Product", product, { id });
  if (product.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku });
  return product;
}

/** What keeps a product from being given up, in words; empty where nothing does. */
function holds(product: Product): string {
  const counted = [
    [product.reservations, "reservation"],
    [product.orderLines, "open order line"],
    [product.transferLines, "open transfer line"],
    [product.purchaseLines, "open purchase line"],
    [product.countLines, "line of an open count", "lines of open counts"],
    [product.inspections, "open inspection"],
    [product.kits, "kit that is made of it", "kits that are made of it"],
    [product.variants, "variant"],
  ] as const;
  return [
    ...(product.onHand === "0" ? [] : [`${product.onHand} on hand`]),
    ...counted.flatMap(([count, one, many = `${one}s`]) =>
      count === 0 ? [] : [`${count} ${count === 1 ? one : many}`],
    ),
  ].join(", ");
}
