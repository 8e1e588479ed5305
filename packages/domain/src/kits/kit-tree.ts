import { refuse } from "@invista/contracts/errors";
import type { NeonRead } from "../shared/work.ts";

/** A kit, or what goes into one. */
export interface KitProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly type: "STOCK" | "KIT" | "SERVICE";
  readonly status: string;
  readonly unitCode: string;
  readonly qtyPrecision: number;
  readonly trackLots: boolean;
  readonly trackExpiry: boolean;
  readonly trackSerials: boolean;
  readonly components: readonly { readonly productId: string; readonly quantity: string }[];
}

/** The kit first, then all that goes into it on any level, each after every kit that it goes into; one statement. Services take no stock and are left out. */
export async function readTree(db: NeonRead["db"], kitId: string): Promise<[KitProduct, ...KitProduct[]]> {
  const rows = await db.$queryRaw<KitProduct[]>`
    WITH RECURSIVE part (id) AS (SELECT ${kitId}::text UNION SELECT k.component_product_id FROM part JOIN product_component k ON k.kit_product_id = part.id)
    SELECT p.id, p.sku, p.name, p.type::text AS type, p.status::text AS status, u.code AS "unitCode", p.qty_precision AS "qtyPrecision", p.track_lots AS "trackLots", p.track_expiry AS "trackExpiry",
      p.track_serials AS "trackSerials", coalesce((SELECT json_agg(json_build_object('productId', k.component_product_id, 'quantity', trim_scale(k.quantity)::text) ORDER BY c.sku)
        FROM product_component k JOIN product c ON c.id = k.component_product_id WHERE k.kit_product_id = p.id AND c.type <> 'SERVICE'), '[]'::json) AS components
    FROM part JOIN product p ON p.id = part.id JOIN unit_of_measure u ON u.id = p.base_uom_id`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kit = byId.get(kitId);
  if (!kit) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id: kitId });
  if (kit.type !== "KIT") throw refuse("RULE_BROKEN", "product.notKit", { sku: kit.sku });
  if (kit.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: kit.sku });
  if (kit.components.length === 0) throw refuse("RULE_BROKEN", "kit.noParts", { sku: kit.sku });
  const ordered: KitProduct[] = [];
  const seen = new Set<string>([kitId]);
  const visit = (product: KitProduct) => {
    for (const { productId } of product.components) {
      const part = byId.get(productId);
      if (!part || seen.has(productId)) continue;
      seen.add(productId);
      visit(part);
    }
    ordered.unshift(product);
  };
  visit(kit);
  const [, ...parts] = ordered;
  return [kit, ...parts];
}
