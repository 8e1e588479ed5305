import { spellings } from "@invista/contracts/scan/parse-scan";
import type { ResolveScanInput, Scanned, ScannedProduct } from "@invista/contracts/scan/scan";
import { inOrderScope } from "../orders/index.ts";
import { can, requireWarehouse, visibleWarehouses } from "../shared/actor.ts";
import { AVAILABLE, inWarehouses, ITEM_PLACES, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";

type ProductRow = Omit<ScannedProduct, "kind" | "places" | "putAway" | "lot">;

/**
 * What a scanned code means in a warehouse: a product by barcode, GTIN in any length or SKU; a bin by barcode or code; a lot; the number of an order,
 * shipment, wave, transfer or count the reader may see. Three statements, and three more for a product.
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
  if (product) return completed(read, product, input);
  const [bin] = bins;
  if (bin) return { kind: "BIN", ...bin };
  return documents[0] ?? { kind: "UNKNOWN", code };
}

function findProducts(read: NeonRead, code: string): Promise<ProductRow[]> {
  return read.db.$queryRaw<ProductRow[]>`
    SELECT p.id AS "productId", p.sku, p.name, u.code AS "unitCode", p.type = 'STOCK' AS "isStocked", p.track_lots AS "trackLots", p.track_expiry AS "trackExpiry", p.track_serials AS "trackSerials",
      trim_scale(h.factor)::text AS "perScan"
    FROM (
      SELECT b.product_id, u.factor_num::numeric / u.factor_den AS factor, 0 AS rank FROM product_barcode b JOIN product_unit u ON u.id = b.product_unit_id WHERE b.code = ANY (${spellings(code)}::text[])
      UNION ALL SELECT product_id, factor_num::numeric / factor_den, 1 FROM product_unit WHERE gtin = ANY (${spellings(code)}::text[])
      UNION ALL SELECT id, 1, 2 FROM product WHERE lower(sku) = lower(${code})) h
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

type DocumentRow = Extract<Scanned, { number: string }>;

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
    UNION ALL SELECT 'WAVE', v.id, v.wave_number, 'PICKING' FROM pick_wave v WHERE ${can(actor, "shipment:read")} AND v.wave_number = ${number} AND ${inWarehouses("v.warehouse_id", scope)}
    UNION ALL SELECT 'LOT', l.id, l.lot_number, l.status::text FROM lot l WHERE ${can(actor, "lot:read")} AND l.lot_number = ${code}
    UNION ALL SELECT 'SERIAL', s.id, s.serial, s.status::text FROM serial_number s LEFT JOIN inventory_item i ON i.id = s.inventory_item_id
      WHERE ${can(actor, "serial:read")} AND s.serial = ${code} AND (i.id IS NULL OR ${inWarehouses("i.warehouse_id", scope)}) LIMIT 1`;
}

/** The product with where it lies, the lot the code names and where it should go. */
async function completed(read: NeonRead, product: ProductRow, input: ResolveScanInput): Promise<ScannedProduct> {
  const here = sql`i.product_id = ${product.productId} AND i.warehouse_id = ${input.warehouseId}`;
  const [places, lots, others] = await Promise.all([
    read.db.$queryRaw<(ScannedProduct["places"][number] & { isSellable: boolean })[]>`
      SELECT i.location, i.lot_id AS "lotId", l.lot_number AS "lotNumber", trim_scale(i.quantity)::text AS quantity, trim_scale(${AVAILABLE})::text AS available, b.is_sellable AS "isSellable"
      FROM inventory_item i ${ITEM_PLACES} WHERE ${here} AND i.quantity > 0 AND b.type <> 'TRANSIT' ORDER BY i.quantity DESC, i.location LIMIT 50`,
    read.db.$queryRaw<NonNullable<ScannedProduct["lot"]>[]>`
      SELECT id, lot_number AS "lotNumber", status::text AS status, expires_at::text AS "expiresAt" FROM lot WHERE product_id = ${product.productId} AND lot_number = ${input.lot ?? null}`,
    read.db.$queryRaw<{ location: string; zone: string | null; others: number }[]>`
      SELECT b.code AS location, b.zone, count(i.id)::int AS others
      FROM storage_location b LEFT JOIN inventory_item i ON i.warehouse_id = b.warehouse_id AND i.location = b.code AND i.quantity > 0
      WHERE b.warehouse_id = ${input.warehouseId} AND b.is_active AND b.is_sellable AND b.type IN ('PICK', 'BULK') AND b.code <> ''
      GROUP BY b.id HAVING count(i.id) FILTER (WHERE i.product_id = ${product.productId}) = 0
      ORDER BY count(i.id) > 0, (b.zone IS NOT NULL AND b.zone IN (SELECT z.zone FROM inventory_item i JOIN storage_location z ON z.warehouse_id = i.warehouse_id AND z.code = i.location WHERE ${here} AND i.quantity > 0)) DESC,
        count(i.id), b.pick_sequence, b.code LIMIT 2`,
  ]);
  const filled = [...new Set(places.filter((one) => one.isSellable && one.location !== "").map((one) => one.location))];
  return {
    kind: "PRODUCT",
    ...product,
    lot: lots[0] ?? null,
    places: places.map((one) => without(one, "isSellable")),
    putAway: [
      ...filled.slice(0, 3).map((location) => ({ location, why: "holds it already" })),
      ...others.map(({ location, zone, others: n }) => {
        const load = n === 0 ? "is empty" : `holds ${n} other${n === 1 ? "" : "s"}`;
        return { location, why: zone === null ? load : `${load}, in zone ${zone}` };
      }),
    ],
  };
}
