import { refuse } from "@invista/contracts/errors";
import type { ListLotsInput, LotRow, LotView } from "@invista/contracts/lot/lot";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { readTrace } from "../stock/index.ts";
import { inReach, LOT_DAY, NEVER } from "./lot-sql.ts";

const cursorShape = z.tuple([z.iso.date(), z.string().max(64)]);

/** Lots, the next to expire first, with what is left of each in the visible warehouses; one statement. */
export async function listLots(
  read: NeonRead,
  input: ListLotsInput,
): Promise<{ rows: LotRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const left = sql`EXISTS (SELECT FROM inventory_item i WHERE i.lot_id = l.id AND i.quantity > 0 AND ${inReach(read, input.warehouseId)})`;
  const conditions = all([
    isChosen("l.id", input.ids),
    when(input.status, (status) => sql`l.status = ${status}::lot_status`),
    when(input.productId, (id) => sql`l.product_id = ${id}`),
    when(input.warehouseId, () => left),
    when(
      input.q,
      (term) =>
        sql`(lower(l.lot_number) LIKE ${startingWith(term.toLowerCase())} OR l.product_id IN (SELECT id FROM product WHERE name ILIKE ${containing(term)} OR sku ILIKE ${containing(term)}))`,
    ),
    when(input.view, () => left),
    input.view === "EXPIRED" ? sql`${LOT_DAY} <= current_date` : sql`TRUE`,
    input.view === "EXPIRING"
      ? sql`${LOT_DAY} > current_date AND ${LOT_DAY} <= current_date + ${input.days}::int`
      : sql`TRUE`,
    when(after, ([expires, id]) => sql`(${LOT_DAY}, l.id) > (${expires}::date, ${id})`),
  ]);
  const rows = await readRows(
    read,
    sql`SELECT l.* FROM lot l WHERE ${conditions} ORDER BY ${LOT_DAY}, l.id ${pageLimit(input.limit)}`,
    input.warehouseId,
  );
  return cutPage(rows, input.limit, (row) => [row.expiresAt ?? NEVER, row.id]);
}

/** One lot: where it came from and lies, who got some of it or is promised some, and what was made of it and it was made of. */
export async function getLot(read: NeonRead, input: { id: string }): Promise<LotView> {
  const [[lot], [facts]] = await Promise.all([
    readRows(read, sql`SELECT l.* FROM lot l WHERE l.id = ${input.id}`),
    read.db.$queryRaw<Pick<LotView, "supplierId" | "supplierLot" | "supplierName" | "notes">[]>`
      SELECT l.supplier_id AS "supplierId", l.supplier_lot AS "supplierLot", s.name AS "supplierName", l.notes FROM lot l LEFT JOIN supplier s ON s.id = l.supplier_id WHERE l.id = ${input.id}`,
  ]);
  if (!lot || !facts) throw refuse("NOT_FOUND", "record.notFound", { entity: "Lot", id: input.id });
  return { lot, ...facts, ...(await readTrace(read, { productId: lot.productId, lotId: lot.id, serialId: null })) };
}

function readRows(read: NeonRead, page: NeonSql.Sql, warehouseId?: string): Promise<LotRow[]> {
  return queryJson<LotRow>(
    read.db,
    sql`WITH page AS MATERIALIZED (${page})
    SELECT l.id, l.product_id AS "productId", p.sku, p.name, u.code AS "unitCode", l.lot_number AS "lotNumber", l.status::text AS status, l.manufactured_at::text AS "manufacturedAt",
      l.expires_at::text AS "expiresAt", l.expires_at - current_date AS "daysLeft", trim_scale(coalesce(s.quantity, 0))::text AS "onHand", trim_scale(coalesce(s.reserved, 0))::text AS reserved, l.version
    FROM page l JOIN product p ON p.id = l.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id
    LEFT JOIN LATERAL (SELECT sum(i.quantity) AS quantity, sum(i.reserved_quantity) AS reserved FROM inventory_item i WHERE i.lot_id = l.id AND ${inReach(read, warehouseId)}) s ON TRUE
    ORDER BY ${LOT_DAY}, l.id`,
  );
}
