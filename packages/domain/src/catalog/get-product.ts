import { refuse } from "@invista/contracts/errors";
import type { ProductView } from "@invista/contracts/product/read-product";
import { visibleWarehouses } from "../shared/actor.ts";
import type { NeonRead } from "../shared/work.ts";
import { productColumns, toProductRow, type ProductRecord } from "./product-record.ts";

interface DetailRecord extends ProductRecord {
  description: string | null;
  qty_precision: number;
  cost_method: ProductView["costMethod"];
  track_lots: boolean;
  track_serials: boolean;
  track_expiry: boolean;
  has_movements: boolean;
  created_at: Date;
  created_by: string;
  created_by_name: string | null;
}

/** One product with its stock per visible warehouse; NOT_FOUND when there is none. */
export async function getProduct(read: NeonRead, input: { id: string }): Promise<ProductView> {
  const [row] = await read.db.$queryRaw<DetailRecord[]>`
    WITH page AS MATERIALIZED (SELECT p.* FROM product p WHERE p.id = ${input.id}), listed AS (WITH unused AS (SELECT 1)
      ${productColumns(visibleWarehouses(read.actor))})
    SELECT listed.*, p.description, p.qty_precision, p.cost_method, p.track_lots, p.track_serials, p.track_expiry, p.created_at, p.created_by, creator.display_name AS created_by_name,
      EXISTS (SELECT 1 FROM stock_movement m WHERE m.product_id = p.id) AS has_movements
    FROM listed JOIN page p ON p.id = listed.id LEFT JOIN "user" creator ON creator.id = p.created_by`;
  if (!row) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id: input.id });
  return {
    ...toProductRow(row),
    description: row.description,
    qtyPrecision: row.qty_precision,
    costMethod: row.cost_method,
    trackLots: row.track_lots,
    trackSerials: row.track_serials,
    trackExpiry: row.track_expiry,
    hasMovements: row.has_movements,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    createdByName: row.created_by_name,
  };
}
