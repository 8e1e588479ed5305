import { spellings } from "@invista/contracts/scan/parse-scan";
import type { ResolveScanInput, Scanned } from "@invista/contracts/scan/scan";
import { inOrderScope } from "../orders/index.ts";
import { can, requireWarehouse, visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { completeProduct, type ProductRow } from "./complete-product.ts";

/**
 * What a scanned code means in a warehouse: a product by barcode, GTIN in any length or SKU; a bin by barcode or code; the number of an order,
 * shipment, wave, transfer or count the reader may see; a lot or a piece by its own number. At most five statements, and three more for a product.
 */
export async function resolveScan(read: NeonRead, input: ResolveScanInput): Promise<Scanned> {
  requireWarehouse(read.actor, input.warehouseId);
  const code = input.code.trim().normalize("NFC");
  const [products, bins, documents] = await Promise.all([
    findProducts(read, code),
    findBins(read, input.warehouseId, code),
    findDocuments(read, code),
  ]);
  const [product] = products;
  if (product) return completeProduct(read, product, input);
  const [bin] = bins;
  if (bin) return { kind: "BIN", ...bin };
  return documents[0] ?? (await findPart(read, code, input.warehouseId)) ?? { kind: "UNKNOWN", code };
}

const PRODUCT = sql`p.id AS "productId", p.sku, p.name, u.code AS "unitCode", p.type <> 'SERVICE' AS "isStocked", p.track_lots AS "trackLots", p.track_expiry AS "trackExpiry",
  p.track_serials AS "trackSerials", p.qty_precision AS "qtyPrecision"`;

function findProducts(read: NeonRead, code: string): Promise<ProductRow[]> {
  return read.db.$queryRaw<ProductRow[]>`
    SELECT ${PRODUCT}, json_build_object('factorNum', h.num, 'factorDen', h.den) AS "perScan"
    FROM (
      SELECT b.product_id, u.factor_num AS num, u.factor_den AS den, 0 AS rank FROM product_barcode b JOIN product_unit u ON u.id = b.product_unit_id WHERE b.code = ANY (${spellings(code)}::text[])
      UNION ALL SELECT product_id, factor_num, factor_den, 1 FROM product_unit WHERE gtin = ANY (${spellings(code)}::text[])
      UNION ALL SELECT id, 1, 1, 2 FROM product WHERE lower(sku) = lower(${code})) h
    JOIN product p ON p.id = h.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id
    WHERE p.status <> 'ARCHIVED' ORDER BY h.rank, p.id LIMIT 1`;
}

type BinRow = Omit<Extract<Scanned, { kind: "BIN" }>, "kind">;

function findBins(read: NeonRead, warehouseId: string, code: string): Promise<BinRow[]> {
  return read.db.$queryRaw<BinRow[]>`
    SELECT b.code AS location, b.zone, b.is_sellable AS "isSellable", coalesce((
      SELECT json_agg(json_build_object('productId', p.id, 'sku', p.sku, 'name', p.name, 'quantity', trim_scale(i.quantity)::text, 'lotNumber', l.lot_number) ORDER BY p.sku)
      FROM (SELECT * FROM inventory_item i WHERE i.warehouse_id = b.warehouse_id AND i.location = b.code AND i.quantity > 0 LIMIT 50) i
      JOIN product p ON p.id = i.product_id LEFT JOIN lot l ON l.id = i.lot_id), '[]'::json) AS contents
    FROM storage_location b WHERE b.warehouse_id = ${warehouseId} AND b.type <> 'TRANSIT' AND (b.barcode = ${code} OR b.code = ${code} OR b.code = upper(${code}))
    ORDER BY b.barcode IS NOT DISTINCT FROM ${code} DESC LIMIT 1`;
}

type DocumentRow = Extract<Scanned, { kind: "ORDER" | "SHIPMENT" | "WAVE" | "TRANSFER" | "COUNT" }>;

function findDocuments(read: NeonRead, code: string): Promise<DocumentRow[]> {
  const { actor } = read;
  const number = code.toUpperCase();
  const scope = visibleWarehouses(actor);
  return read.db.$queryRaw<DocumentRow[]>`
    SELECT 'ORDER' AS kind, o.id, o.order_number AS number, o.status::text AS status FROM "order" o WHERE ${can(actor, "order:read")} AND o.order_number = ${number} AND ${when(scope, inOrderScope)}
    UNION ALL SELECT 'TRANSFER', t.id, t.transfer_number, t.status::text FROM stock_transfer t WHERE ${can(actor, "transfer:read")} AND t.transfer_number = ${number}
      AND (${inWarehouses("t.from_warehouse_id", scope)} OR ${inWarehouses("t.to_warehouse_id", scope)})
    UNION ALL SELECT 'COUNT', c.id, c.count_number, c.status::text FROM stock_count c WHERE ${can(actor, "count:read")} AND c.count_number = ${number} AND ${inWarehouses("c.warehouse_id", scope)}
    UNION ALL SELECT 'SHIPMENT', s.id, s.shipment_number, s.status::text FROM shipment s WHERE ${can(actor, "shipment:read")} AND s.shipment_number = ${number} AND ${inWarehouses("s.warehouse_id", scope)}
    UNION ALL SELECT 'WAVE', v.id, v.wave_number, 'PICKING' FROM pick_wave v WHERE ${can(actor, "shipment:read")} AND v.wave_number = ${number} AND ${inWarehouses("v.warehouse_id", scope)} LIMIT 1`;
}

type PartRow = Omit<Extract<Scanned, { kind: "LOT" | "SERIAL" }>, "product"> &
  ProductRow & { lotNumber: string | null; matches: number };

/** A lot or a piece by its number, those in this warehouse first. A number of several products names none of them. */
async function findPart(read: NeonRead, code: string, warehouseId: string): Promise<Scanned | null> {
  const { actor } = read;
  const scope = visibleWarehouses(actor);
  const [part] = await read.db.$queryRaw<PartRow[]>`
    SELECT x.kind, x.id, x.number, x.status, x."lotNumber", x.location, (CASE WHEN x.here THEN count(*) FILTER (WHERE x.here) OVER () ELSE count(*) OVER () END)::int AS matches, ${PRODUCT},
      json_build_object('factorNum', 1, 'factorDen', 1) AS "perScan"
    FROM (
      SELECT 'LOT' AS kind, l.id, l.lot_number AS number, l.status::text AS status, l.product_id, l.lot_number AS "lotNumber", NULL::text AS location,
        EXISTS (SELECT FROM inventory_item i WHERE i.lot_id = l.id AND i.warehouse_id = ${warehouseId} AND i.quantity > 0) AS here
      FROM lot l WHERE ${can(actor, "lot:read")} AND l.lot_number = ${code}
      UNION ALL SELECT 'SERIAL', s.id, s.serial, s.status::text, s.product_id, l.lot_number, CASE WHEN i.warehouse_id = ${warehouseId} THEN i.location END, coalesce(i.warehouse_id = ${warehouseId}, FALSE)
      FROM serial_number s LEFT JOIN inventory_item i ON i.id = s.inventory_item_id LEFT JOIN lot l ON l.id = s.lot_id
      WHERE ${can(actor, "serial:read")} AND s.serial = ${code} AND (i.id IS NULL OR ${inWarehouses("i.warehouse_id", scope)})) x
    JOIN product p ON p.id = x.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id ORDER BY x.here DESC, x.kind, x.id LIMIT 1`;
  if (!part) return null;
  const { kind, id, number, status, location, lotNumber, matches, ...product } = part;
  const complete =
    matches === 1 ? await completeProduct(read, product, { warehouseId, lot: lotNumber ?? undefined }) : null;
  return { kind, id, number, status, location, product: complete };
}
