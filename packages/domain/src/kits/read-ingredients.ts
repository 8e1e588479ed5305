import type { NeonRead } from "../shared/work.ts";

/** What of a part went into kits of a lot (or of a kit without lots), as far as it was not taken back. */
export interface Ingredients {
  readonly productId: string;
  readonly lots: readonly { id: string; lotNumber: string }[];
  /** Pieces that are in no stock now. */
  readonly serials: readonly string[];
  /** What one of it was worth when it last moved here; its standard cost where it never did. */
  readonly unitCost: string;
}

/** What went into kits of a lot, by part; one statement. */
export async function readIngredients(
  db: NeonRead["db"],
  kit: { readonly productId: string; readonly warehouseId: string; readonly lotId: string | null },
  partIds: readonly string[],
): Promise<ReadonlyMap<string, Ingredients>> {
  const rows = await db.$queryRaw<Ingredients[]>`
    WITH built AS MATERIALIZED (
      SELECT DISTINCT m.operation_id FROM stock_movement m WHERE m.type = 'KIT_BUILD' AND m.product_id = ${kit.productId} AND m.lot_id IS NOT DISTINCT FROM ${kit.lotId}
        AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)),
    used AS MATERIALIZED (
      SELECT DISTINCT m.product_id, m.lot_id, m.serial_id FROM built JOIN stock_movement m ON m.operation_id = built.operation_id AND m.type = 'KIT_CONSUME')
    SELECT p.id AS "productId",
      coalesce((SELECT json_agg(json_build_object('id', l.id, 'lotNumber', l.lot_number) ORDER BY l.lot_number) FROM lot l WHERE l.id IN (SELECT u.lot_id FROM used u WHERE u.product_id = p.id)), '[]'::json) AS lots,
      ARRAY(SELECT s.serial FROM serial_number s WHERE s.id IN (SELECT u.serial_id FROM used u WHERE u.product_id = p.id) AND s.inventory_item_id IS NULL ORDER BY s.serial LIMIT 500) AS serials,
      coalesce((SELECT m.unit_cost FROM (SELECT r.unit_cost FROM stock_movement r WHERE r.product_id = p.id AND r.warehouse_id = ${kit.warehouseId} ORDER BY r.seq DESC LIMIT 20) m WHERE m.unit_cost > 0 LIMIT 1),
        p.standard_cost, 0)::text AS "unitCost"
    FROM product p WHERE p.id = ANY (${[...partIds]}::text[])`;
  return new Map(rows.map((row) => [row.productId, row]));
}
