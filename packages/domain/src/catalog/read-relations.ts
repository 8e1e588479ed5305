import { refuse } from "@invista/contracts/errors";
import type { ProductRelations } from "@invista/contracts/product/relations";
import type { NeonSql } from "@invista/db";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { AVAILABLE, inWarehouses, ITEM_PLACES, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { optionsOf } from "./variants.ts";

type Found = Omit<ProductRelations, "variants"> & {
  variants: (ProductRelations["variants"][number] & { attributes: unknown })[];
};

/** Packs and codes, parts and kits, variants, substitutes and sources of a product, in one statement. */
export async function getRelations(read: NeonRead, id: string): Promise<ProductRelations> {
  const scope = visibleWarehouses(read.actor);
  const other = sql`'productId', c.id, 'sku', c.sku, 'name', c.name, 'status', c.status, 'available', ${availableOf(scope)}`;
  const [found] = await read.db.$queryRaw<Found[]>`
    SELECT coalesce((SELECT json_agg(json_build_object('id', u.id, 'unitCode', m.code, 'unitName', m.name, 'factorNum', u.factor_num, 'factorDen', u.factor_den, 'isBase', u.uom_id = p.base_uom_id,
          'isPurchase', u.is_purchase, 'isSales', u.is_sales, 'barcodes', coalesce((SELECT json_agg(json_build_object('id', b.id, 'code', b.code, 'isOwn', b.is_own) ORDER BY b.is_own DESC, b.created_at, b.id)
            FROM product_barcode b WHERE b.product_unit_id = u.id), '[]'::json)) ORDER BY u.uom_id <> p.base_uom_id, u.factor_num::numeric / u.factor_den, m.code)
        FROM product_unit u JOIN unit_of_measure m ON m.id = u.uom_id WHERE u.product_id = p.id), '[]'::json) AS units,
      coalesce((SELECT json_agg(json_build_object(${other}, 'quantity', trim_scale(k.quantity)::text, 'unitCode', m.code) ORDER BY c.sku)
        FROM product_component k JOIN product c ON c.id = k.component_product_id JOIN unit_of_measure m ON m.id = c.base_uom_id WHERE k.kit_product_id = p.id), '[]'::json) AS components,
      ${buildable(scope)} AS buildable,
      coalesce((SELECT json_agg(json_build_object(${other}, 'quantity', trim_scale(k.quantity)::text) ORDER BY c.sku)
        FROM product_component k JOIN product c ON c.id = k.kit_product_id WHERE k.component_product_id = p.id), '[]'::json) AS "usedInKits",
      coalesce((SELECT json_agg(json_build_object(${other}, 'attributes', c.attributes) ORDER BY c.sku) FROM product c WHERE c.parent_id = p.id), '[]'::json) AS variants,
      (SELECT json_build_object('productId', c.id, 'sku', c.sku, 'name', c.name) FROM product c WHERE c.id = p.parent_id) AS parent,
      coalesce((SELECT json_agg(json_build_object(${other}, 'note', s.note) ORDER BY s.position, c.sku) FROM product_substitute s JOIN product c ON c.id = s.substitute_id WHERE s.product_id = p.id), '[]'::json) AS substitutes,
      coalesce((SELECT json_agg(json_build_object('supplierId', s.id, 'name', s.name, 'supplierSku', x.supplier_sku, 'moq', trim_scale(x.moq)::text, 'leadTimeDays', x.lead_time_days, 'isPreferred', x.preferred) ORDER BY x.preferred DESC, s.name)
        FROM supplier_product x JOIN supplier s ON s.id = x.supplier_id WHERE x.product_id = p.id AND ${can(read.actor, "supplier:read")}), '[]'::json) AS suppliers
    FROM product p WHERE p.id = ${id}`;
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id });
  return {
    ...found,
    variants: found.variants.map(({ attributes, ...row }) => ({ ...row, options: optionsOf(attributes) })),
  };
}

/** What may be promised of product `c` in the warehouses that are reached. */
function availableOf(scope: readonly string[] | null): NeonSql.Sql {
  return sql`coalesce((SELECT trim_scale(sum(${AVAILABLE}))::text FROM inventory_item i ${ITEM_PLACES} WHERE i.product_id = c.id AND ${inWarehouses("i.warehouse_id", scope)}), '0')`;
}

/**
 * How many of kit `p` the parts in each warehouse suffice for: the scarcest part decides. A kit in a kit is what its own parts are, and a part that
 * comes by several ways is needed as often.
 */
function buildable(scope: readonly string[] | null): NeonSql.Sql {
  return sql`coalesce((SELECT json_agg(json_build_object('warehouseId', w.id, 'code', w.code, 'quantity', q.n::text) ORDER BY w.code)
    FROM warehouse w CROSS JOIN LATERAL (
      WITH RECURSIVE part (product_id, quantity) AS (
        SELECT k.component_product_id, k.quantity::numeric FROM product_component k WHERE k.kit_product_id = p.id
        UNION ALL SELECT k.component_product_id, part.quantity * k.quantity FROM part JOIN product_component k ON k.kit_product_id = part.product_id),
      needed AS (SELECT part.product_id, sum(part.quantity) AS quantity FROM part JOIN product c ON c.id = part.product_id WHERE c.type = 'STOCK' GROUP BY 1)
      SELECT min(floor(coalesce((SELECT sum(${AVAILABLE}) FROM inventory_item i ${ITEM_PLACES} WHERE i.product_id = n.product_id AND i.warehouse_id = w.id), 0) / n.quantity)) AS n FROM needed n) q
    WHERE q.n IS NOT NULL AND ${inWarehouses("w.id", scope)} AND w.status = 'ACTIVE'), '[]'::json)`;
}
