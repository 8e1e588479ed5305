import { refuse } from "@invista/contracts/errors";
import type { ProductView } from "@invista/contracts/product/read-product";
import { visibleWarehouses, type Actor } from "../shared/actor.ts";
import { queryJson } from "../shared/query-json.ts";
import { sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { productColumns, toProductRow, type ProductRecord } from "./product-record.ts";

interface DetailRecord extends ProductRecord {
  description: string | null;
  qty_precision: number;
  cost_method: ProductView["costMethod"];
  track_lots: boolean;
  track_serials: boolean;
  track_expiry: boolean;
  shelf_life_days: number | null;
  has_movements: boolean;
  created_at: string;
  created_by: string;
  created_by_name: string | null;
  replaced_by: ProductView["replacedBy"];
}

/** Products by id with their stock per visible warehouse, in one statement; an id that is unknown is absent from the answer. */
export async function getProducts(read: NeonRead, ids: readonly string[]): Promise<Map<string, ProductView>> {
  const rows = await queryJson<DetailRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT p.* FROM product p WHERE p.id = ANY (${[...ids]}::text[])), listed AS (WITH first AS (SELECT 1)
      ${productColumns(visibleWarehouses(read.actor))})
    SELECT listed.*, p.description, p.qty_precision, p.cost_method, p.track_lots, p.track_serials, p.track_expiry, p.shelf_life_days, p.created_at, p.created_by, creator.display_name AS created_by_name,
      (SELECT json_build_object('id', r.id, 'sku', r.sku) FROM product r WHERE r.id = p.replaced_by_id) AS replaced_by,
      EXISTS (SELECT 1 FROM stock_movement m WHERE m.product_id = p.id) AS has_movements
    FROM listed JOIN page p ON p.id = listed.id LEFT JOIN "user" creator ON creator.id = p.created_by`,
  );
  return new Map(rows.map((row) => [row.id, toView(row, read.actor)]));
}

/** One product with its stock per visible warehouse; NOT_FOUND when there is none. */
export async function getProduct(read: NeonRead, input: { id: string }): Promise<ProductView> {
  return requireProduct((await getProducts(read, [input.id])).get(input.id), input.id);
}

/** The product, or NOT_FOUND. */
export function requireProduct(product: ProductView | undefined, id: string): ProductView {
  if (!product) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id });
  return product;
}

function toView(row: DetailRecord, actor: Actor): ProductView {
  return {
    ...toProductRow(row, actor),
    description: row.description,
    qtyPrecision: row.qty_precision,
    costMethod: row.cost_method,
    trackLots: row.track_lots,
    trackSerials: row.track_serials,
    trackExpiry: row.track_expiry,
    shelfLifeDays: row.shelf_life_days,
    hasMovements: row.has_movements,
    createdAt: new Date(row.created_at).toISOString(),
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    replacedBy: row.replaced_by,
  };
}
