import type { ProductRow } from "@invista/contracts/product/read-product";
import type { NeonSql } from "@invista/db";
import { can, type Actor } from "../shared/actor.ts";
import { AVAILABLE, inWarehouses, ITEM_PLACES, PRESENT, sql } from "../shared/sql.ts";

export interface ProductRecord {
  id: string;
  sku: string;
  name: string;
  status: ProductRow["status"];
  type: ProductRow["type"];
  category_id: string | null;
  category_name: string | null;
  unit_code: string;
  price: string | null;
  currency: string | null;
  barcode: string | null;
  weight: string | null;
  stock: ProductRow["stock"];
  on_hand: string;
  reserved: string;
  available: string;
  updated_at: string;
  updated_key: string;
  version: number;
}

/** SELECT over a CTE `page` of products: stock, price and barcode are read for the page's ids only. */
export function productColumns(warehouses: readonly string[] | null): NeonSql.Sql {
  return sql`
    , per_warehouse AS (
      SELECT i.product_id, w.id, w.code, sum(${PRESENT}) AS on_hand, sum(i.reserved_quantity) AS reserved, sum(${AVAILABLE}) AS available
      FROM inventory_item i ${ITEM_PLACES} JOIN warehouse w ON w.id = i.warehouse_id
      WHERE i.product_id = ANY (ARRAY(SELECT id FROM page)) AND ${inWarehouses("i.warehouse_id", warehouses)}
      GROUP BY i.product_id, w.id),
    stock AS (
      SELECT product_id, sum(on_hand) AS on_hand, sum(reserved) AS reserved, sum(available) AS available,
        json_agg(json_build_object('warehouseId', id, 'code', code, 'onHand', trim_scale(on_hand)::text, 'reserved', trim_scale(reserved)::text, 'available', trim_scale(available)::text) ORDER BY code) AS rows
      FROM per_warehouse GROUP BY product_id),
    price AS (
      SELECT DISTINCT ON (product_id) product_id, trim_scale(unit_price)::text AS unit_price, currency
      FROM product_price WHERE product_id = ANY (ARRAY(SELECT id FROM page)) AND list_code = 'DEFAULT' AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now())
      ORDER BY product_id, min_quantity, currency),
    code AS (SELECT DISTINCT ON (product_id) product_id, barcode FROM product_unit WHERE product_id = ANY (ARRAY(SELECT id FROM page)) AND barcode IS NOT NULL ORDER BY product_id, created_at, id)
    SELECT p.id, p.sku, p.name, p.status, p.type, p.category_id, c.name AS category_name, u.code AS unit_code, price.unit_price AS price, price.currency, code.barcode, trim_scale(p.weight)::text AS weight,
      coalesce(stock.rows, '[]'::json) AS stock, trim_scale(coalesce(stock.on_hand, 0))::text AS on_hand, trim_scale(coalesce(stock.reserved, 0))::text AS reserved,
      trim_scale(coalesce(stock.available, 0))::text AS available, p.updated_at, p.updated_at::text AS updated_key, p.version
    FROM page p JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN category c ON c.id = p.category_id
    LEFT JOIN stock ON stock.product_id = p.id LEFT JOIN price ON price.product_id = p.id LEFT JOIN code ON code.product_id = p.id`;
}

/** Prices only for those who may read them. */
export function toProductRow(row: ProductRecord, actor: Actor): ProductRow {
  const prices = can(actor, "price:read");
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    status: row.status,
    type: row.type,
    categoryId: row.category_id,
    categoryName: row.category_name,
    unitCode: row.unit_code,
    price: prices ? row.price : null,
    currency: prices ? row.currency : null,
    barcode: row.barcode,
    weight: row.weight,
    onHand: row.on_hand,
    reserved: row.reserved,
    available: row.available,
    stock: row.stock,
    updatedAt: new Date(row.updated_at).toISOString(),
    version: row.version,
  };
}
