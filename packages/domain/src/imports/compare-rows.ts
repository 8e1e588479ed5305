import type { NeonTx } from "../shared/work.ts";
import { archivedByUndo } from "./product-snapshot.ts";
import { findCategories } from "./import-categories.ts";
import type { ImportRow } from "./import-row.ts";
import type { ReadPlan } from "./read-plan.ts";

/** How a row stands against the catalogue and the stock there is. */
export interface Comparison {
  readonly line: number;
  readonly productId: string | null;
  readonly changed: boolean;
  readonly status: string | null;
  /** Why the product can have no stock from a file; null where it can. */
  readonly noStock: "SERVICE" | "TRACKED" | null;
  /** Decimals a quantity of the product may have; null for a new one, which the options decide. */
  readonly qtyPrecision: number | null;
  readonly stocks: readonly {
    readonly warehouseId: string;
    readonly location: string;
    /** What the file says, and how far that is from what is there. */
    readonly quantity: string;
    readonly delta: string;
    readonly reserved: string;
    readonly itemId: string | null;
  }[];
  readonly barcodeTaken: boolean;
  /** The product is known and its price is another than the file says. */
  readonly priceDiffers: boolean;
  readonly unitKnown: boolean;
}

/** Compares rows with the database in one statement; a field that is absent from the file counts as unchanged. */
export async function compareRows(
  db: Pick<NeonTx, "$queryRaw">,
  rows: readonly ImportRow[],
  { options, mayPrice }: Pick<ReadPlan, "options" | "mayPrice">,
): Promise<Map<number, Comparison>> {
  const categories = JSON.stringify(Object.fromEntries(await findCategories(db, rows)));
  const compared = await db.$queryRaw<Comparison[]>`
    WITH input AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(line int, sku text, name text, description text, category text, supplier text, barcode text, unit text, status text,
      price numeric, cost numeric, weight numeric, parent jsonb, options jsonb, stocks jsonb)),
    raw AS (SELECT (x.v ->> 'line')::int AS line, x.v FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) x(v)),
    found AS (SELECT i.*, p.id, p.status AS now_status, p.name AS now_name, p.description AS now_description, p.attributes ->> 'supplier' AS now_supplier, p.standard_cost AS now_cost, p.weight AS now_weight, p.parent_id, p.attributes -> 'options' AS now_options, EXISTS (SELECT FROM product v WHERE v.parent_id = p.id) AS is_parent, p.category_id, p.base_uom_id, p.qty_precision, p.status = 'ARCHIVED' AND ${archivedByUndo} AS revived,
        CASE WHEN p.type = 'SERVICE' THEN 'SERVICE' WHEN p.track_lots OR p.track_serials OR p.track_expiry THEN 'TRACKED' END AS no_stock
      FROM input i LEFT JOIN product p ON p.sku = i.sku),
    price AS (SELECT DISTINCT ON (product_id) product_id, unit_price FROM product_price WHERE product_id IN (SELECT id FROM found) AND list_code = 'DEFAULT' AND currency = ${options.currency} AND min_quantity = 1
      AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now()) ORDER BY product_id, valid_from DESC)
    SELECT f.line, f.id AS "productId", f.now_status::text AS status, f.no_stock AS "noStock", f.qty_precision AS "qtyPrecision",
      f.id IS NULL OR f.revived OR (raw.v ? 'name' AND f.name IS NOT NULL AND f.name IS DISTINCT FROM f.now_name)
        OR (raw.v ? 'description' AND f.description IS NOT NULL AND f.description IS DISTINCT FROM f.now_description)
        OR (raw.v ? 'supplier' AND f.supplier IS NOT NULL AND f.supplier IS DISTINCT FROM f.now_supplier)
        OR (raw.v ? 'category' AND f.category IS NOT NULL AND f.category_id IS DISTINCT FROM (${categories}::jsonb ->> f.category))
        OR (${mayPrice} AND raw.v ? 'price' AND f.price IS NOT NULL AND f.price IS DISTINCT FROM price.unit_price)
        OR (raw.v ? 'cost' AND f.cost IS NOT NULL AND f.cost IS DISTINCT FROM f.now_cost)
        OR (raw.v ? 'weight' AND f.weight IS NOT NULL AND f.weight IS DISTINCT FROM f.now_weight)
        OR (f.parent IS NOT NULL AND NOT f.is_parent AND f.parent_id IS DISTINCT FROM coalesce((SELECT q.id FROM product q WHERE q.sku = f.parent ->> 'sku' AND q.sku <> f.sku AND q.parent_id IS NULL), CASE WHEN f.parent ->> 'name' IS NULL THEN f.parent_id END))
        OR (f.options IS NOT NULL AND f.options IS DISTINCT FROM f.now_options)
        OR (raw.v ? 'barcode' AND f.barcode IS NOT NULL AND NOT EXISTS (SELECT 1 FROM product_unit u WHERE u.barcode = f.barcode)) AS changed,
      coalesce((SELECT json_agg(json_build_object('warehouseId', s."warehouseId", 'location', s.location, 'quantity', trim_scale(s.quantity)::text, 'delta', trim_scale(s.quantity - coalesce(i.quantity, 0))::text,
          'reserved', trim_scale(coalesce(i.reserved_quantity, 0))::text, 'itemId', i.id))
        FROM jsonb_to_recordset(f.stocks) AS s("warehouseId" text, location text, quantity numeric)
        LEFT JOIN inventory_item i ON i.product_id = f.id AND i.warehouse_id = s."warehouseId" AND i.location = s.location AND i.lot_id IS NULL), '[]'::json) AS stocks,
      f.barcode IS NOT NULL AND EXISTS (SELECT 1 FROM product_unit u WHERE u.barcode = f.barcode AND u.product_id IS DISTINCT FROM f.id) AS "barcodeTaken",
      f.id IS NOT NULL AND raw.v ? 'price' AND f.price IS NOT NULL AND f.price IS DISTINCT FROM price.unit_price AS "priceDiffers",
      f.unit IS NULL OR EXISTS (SELECT 1 FROM unit_of_measure u WHERE u.code = f.unit) AS "unitKnown"
    FROM found f JOIN raw USING (line) LEFT JOIN price ON price.product_id = f.id`;
  return new Map(compared.map((row) => [row.line, row]));
}
