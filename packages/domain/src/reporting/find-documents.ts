import type { SearchAllOutput } from "@invista/contracts/system/system";
import type { Permission } from "@invista/contracts/permissions";
import type { NeonSql } from "@invista/db";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { startingWith } from "../shared/cursor.ts";
import { inWarehouses, join, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

type Hit = SearchAllOutput["hits"][number];

/** What carries a number has a digit in it; a word of a name is looked for elsewhere. */
const NUMBER_LIKE = /^(?=.*\d)[\p{L}\d._/+-]{3,100}$/u;
/** Lots and pieces that begin with the term, so many of each. */
const EACH = 4;

/** Documents by their number and lots and pieces by the beginning of theirs, as far as the actor may read them; one statement on unique and prefix indexes. */
export async function findDocuments(read: NeonRead, term: string): Promise<Hit[]> {
  if (!NUMBER_LIKE.test(term)) return [];
  const number = term.toUpperCase();
  const scope = visibleWarehouses(read.actor);
  const parts: readonly (readonly [Permission, NeonSql.Sql])[] = [
    [
      "shipment:read",
      sql`(SELECT 'shipment' AS kind, s.id, s.shipment_number AS title, lower(s.status::text) AS detail FROM shipment s WHERE s.shipment_number = ${number} AND ${inWarehouses("s.warehouse_id", scope)})`,
    ],
    [
      "transfer:read",
      sql`(SELECT 'transfer', t.id, t.transfer_number, lower(t.status::text) FROM stock_transfer t WHERE t.transfer_number = ${number} AND (${inWarehouses("t.from_warehouse_id", scope)} OR ${inWarehouses("t.to_warehouse_id", scope)}))`,
    ],
    [
      "count:read",
      sql`(SELECT 'count', c.id, c.count_number, lower(c.status::text) FROM stock_count c WHERE c.count_number = ${number} AND ${inWarehouses("c.warehouse_id", scope)})`,
    ],
    [
      "return:read",
      sql`(SELECT 'return', r.id, r.rma_number, lower(r.status::text) FROM return_order r WHERE r.rma_number = ${number} AND ${inWarehouses("r.warehouse_id", scope)})`,
    ],
    ...(scope === null
      ? ([
          [
            "invoice:read",
            sql`(SELECT 'invoice', i.id, i.invoice_number, lower(i.status::text) FROM invoice i WHERE i.kind IN ('SALES', 'CREDIT_NOTE') AND i.series = 'A' AND i.invoice_number = ${number})`,
          ],
        ] as const)
      : []),
    [
      "lot:read",
      sql`(SELECT 'lot', l.id, l.lot_number, p.sku FROM lot l JOIN product p ON p.id = l.product_id WHERE lower(l.lot_number) LIKE ${startingWith(term.toLowerCase())} ORDER BY lower(l.lot_number) USING ~<~ LIMIT ${EACH})`,
    ],
    [
      "serial:read",
      sql`(SELECT 'serial', n.id, n.serial, p.sku FROM serial_number n JOIN product p ON p.id = n.product_id LEFT JOIN inventory_item i ON i.id = n.inventory_item_id
        WHERE lower(n.serial) LIKE ${startingWith(term.toLowerCase())} AND (i.id IS NULL OR ${inWarehouses("i.warehouse_id", scope)}) ORDER BY lower(n.serial) USING ~<~ LIMIT ${EACH})`,
    ],
  ];
  const allowed = parts.filter(([permission]) => can(read.actor, permission)).map(([, part]) => part);
  if (allowed.length === 0) return [];
  return read.db.$queryRaw<
    Hit[]
  >`SELECT x.kind, x.id, x.title, x.detail FROM (SELECT NULL::text AS kind, NULL::text AS id, NULL::text AS title, NULL::text AS detail WHERE FALSE UNION ALL ${join(allowed, " UNION ALL ")}) x`;
}
