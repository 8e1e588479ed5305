import type { TransferPart } from "@invista/contracts/transfer/transfer";
import type { NeonSql } from "@invista/db";
import { sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { TRANSIT_BIN } from "./transfer-record.ts";

type Db = Pick<NeonRead["db"], "$queryRaw">;

const MAX_PIECES = 1_000;

/** What this transfer sent and nobody settled yet, by lot, first to expire first. Goods of other transfers lie in the same bin: the ledger tells whose they are. */
export function goodsUnderWay(db: Db, transferId: string): Promise<TransferPart[]> {
  return partsOf(
    db,
    sql`SELECT x.product_id, x.lot_id, NULL::text AS item_id, NULL::text AS location, sum(x.quantity) AS quantity, coalesce((array_agg(s.serial ORDER BY s.serial) FILTER (WHERE s.id IS NOT NULL)), '{}') AS serials
      FROM (SELECT m.product_id, m.lot_id, m.serial_id, sum(m.quantity) AS quantity
        FROM stock_movement m JOIN inventory_item i ON i.id = m.inventory_item_id
        WHERE m.reference_type = 'TRANSFER' AND m.reference_id = ${transferId} AND i.location = ${TRANSIT_BIN}
          AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)
        GROUP BY 1, 2, 3 HAVING sum(m.quantity) > 0) x LEFT JOIN serial_number s ON s.id = x.serial_id
      GROUP BY 1, 2`,
  );
}

/** What is reserved for a transfer, position by position, with all pieces that lie there. */
export function goodsReserved(db: Db, transferId: string): Promise<TransferPart[]> {
  return partsOf(
    db,
    sql`SELECT i.product_id, i.lot_id, i.id AS item_id, i.location, sum(r.quantity) AS quantity,
        ARRAY(SELECT s.serial FROM serial_number s WHERE s.inventory_item_id = i.id ORDER BY s.created_at, s.id LIMIT ${MAX_PIECES}) AS serials
      FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
      WHERE r.reservation_type = 'TRANSFER' AND r.reference_id = ${transferId} AND r.status IN ('ACTIVE', 'PICKED') GROUP BY i.id`,
  );
}

function partsOf(db: Db, goods: NeonSql.Sql): Promise<TransferPart[]> {
  return db.$queryRaw<TransferPart[]>`
    SELECT g.product_id AS "productId", p.sku, u.code AS "unitCode", g.lot_id AS "lotId", l.lot_number AS "lotNumber", to_char(l.expires_at, 'YYYY-MM-DD') AS "expiresAt",
      g.item_id AS "itemId", g.location, trim_scale(g.quantity)::text AS quantity, p.track_serials AS "tracksSerials", g.serials
    FROM (${goods}) g JOIN product p ON p.id = g.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = g.lot_id
    ORDER BY p.sku, l.expires_at NULLS LAST, l.lot_number, g.location`;
}
