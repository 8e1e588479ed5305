import type { ScannedProduct } from "@invista/contracts/scan/scan";
import { AVAILABLE, BIN_LOAD, ITEM_PLACES, sql } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";

export type ProductRow = Omit<ScannedProduct, "kind" | "places" | "putAway" | "lot">;

/** The product with where it lies, the lot the code names and where it should go. */
export async function completeProduct(
  read: NeonRead,
  product: ProductRow,
  input: { warehouseId: string; lot?: string | undefined },
): Promise<ScannedProduct> {
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
        AND (b.max_weight IS NULL OR b.max_weight >= coalesce(${BIN_LOAD}, 0)
          + coalesce((SELECT y.weight FROM product y WHERE y.id = ${product.productId}), 0))
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
