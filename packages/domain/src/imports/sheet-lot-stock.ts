import { compare, decimalsOf, minus } from "@invista/contracts/quantity";
import { postMovements } from "../stock/index.ts";
import type { Actor } from "../shared/actor.ts";
import { aboveLimit } from "./adjust-limit.ts";
import { RowError } from "./file-error.ts";
import { rowsJson, type SheetHandler, type SheetVerdict } from "./sheet-row.ts";

interface Fact {
  line: number;
  sku: string;
  quantity: string;
  givenExpires: string | null;
  productId: string | null;
  status: string | null;
  tracksLots: boolean;
  tracksSerials: boolean;
  tracksExpiry: boolean;
  precision: number;
  lotId: string | null;
  lotExpires: string | null;
  itemId: string | null;
  onHand: string;
  reserved: string;
}

/** The stock of bins by lot: each place is set to its quantity by posting the difference; a lot that is not known is made. */
export const lotStock: SheetHandler = {
  kind: "LOT_STOCK",
  read(cells, { options, warehouses }) {
    const sku = cells.required("sku", "SKU_MISSING");
    const warehouseId = warehouses.require(cells.text("warehouse"), cells.header("warehouse"));
    const bin = cells.text("bin", 40) ?? "";
    const lot = cells.required("lot", "VALUE_MISSING", 80);
    const quantity = cells.quantity("quantity");
    if (quantity === null)
      throw new RowError("VALUE_MISSING", cells.header("quantity"), null, "The row has no quantity");
    return {
      sku: [sku, warehouseId, bin, lot].join("\n"),
      cells: {
        sku,
        warehouseId,
        bin,
        lot,
        expires: cells.day("expires"),
        quantity,
        cost: cells.money("cost", options.currency),
      },
    };
  },
  async lock(work, rows) {
    await work.tx.$executeRaw`
      SELECT 1 FROM inventory_item WHERE id IN (SELECT i.id FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(sku text, "warehouseId" text, bin text, lot text)
        JOIN product p ON p.sku = x.sku JOIN lot l ON l.product_id = p.id AND l.lot_number = x.lot
        JOIN inventory_item i ON i.product_id = p.id AND i.warehouse_id = x."warehouseId" AND i.location = x.bin AND i.lot_id = l.id) ORDER BY id FOR NO KEY UPDATE`;
  },
  async judge(db, rows, { actor }) {
    const facts = await db.$queryRaw<Fact[]>`
      SELECT x.line, x.sku, trim_scale(x.quantity)::text AS quantity, x.expires::text AS "givenExpires", p.id AS "productId", p.status::text AS status, coalesce(p.track_lots, FALSE) AS "tracksLots",
        coalesce(p.track_serials, FALSE) AS "tracksSerials", coalesce(p.track_expiry, FALSE) AS "tracksExpiry", coalesce(p.qty_precision, 0) AS precision, l.id AS "lotId", l.expires_at::text AS "lotExpires",
        i.id AS "itemId", trim_scale(coalesce(i.quantity, 0))::text AS "onHand", trim_scale(coalesce(i.reserved_quantity, 0))::text AS reserved
      FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(line int, sku text, "warehouseId" text, bin text, lot text, expires date, quantity numeric)
        LEFT JOIN product p ON p.sku = x.sku LEFT JOIN lot l ON l.product_id = p.id AND l.lot_number = x.lot
        LEFT JOIN inventory_item i ON i.product_id = p.id AND i.warehouse_id = x."warehouseId" AND i.location = x.bin AND i.lot_id = l.id`;
    return new Map(facts.map((fact) => [fact.line, verdictOf(fact, actor)]));
  },
  async write(work, jobId, rows) {
    const given = rows.map(({ row, verdict }) => ({ line: row.line, ...row.cells, ...verdict.facts }));
    await work.tx.$executeRaw`
      INSERT INTO lot (product_id, lot_number, expires_at, created_by)
      SELECT DISTINCT ON (x."productId", x.lot) x."productId", x.lot, x.expires, ${work.actor.userId} FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("productId" text, lot text, expires date)
      ORDER BY x."productId", x.lot, x.expires ON CONFLICT (product_id, lot_number) DO NOTHING`;
    const lots = await work.tx.$queryRaw<{ line: number; id: string }[]>`
      SELECT x.line, l.id FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x(line int, "productId" text, lot text) JOIN lot l ON l.product_id = x."productId" AND l.lot_number = x.lot`;
    const lotOf = new Map(lots.map(({ line, id }) => [line, id]));
    await postMovements(
      work,
      rows.map(({ row: { line, cells }, verdict: { facts } }) => {
        const delta = String(facts.delta);
        const isLess = delta.startsWith("-");
        return {
          productId: String(facts.productId),
          warehouseId: String(cells.warehouseId),
          location: String(cells.bin),
          lotId: lotOf.get(line) ?? null,
          type: facts.itemId === null && !isLess ? "OPENING" : "ADJUSTMENT",
          quantity: delta,
          unitCost: isLess || cells.cost === null ? null : String(cells.cost),
          reasonCode: "IMPORT",
          referenceType: "IMPORT",
          referenceId: jobId,
        };
      }),
    );
  },
};

function verdictOf(fact: Fact, actor: Actor): SheetVerdict | RowError {
  const { line, sku, quantity, productId, lotId, itemId, onHand, reserved, givenExpires, lotExpires } = fact;
  if (productId === null) return new RowError("SKU_UNKNOWN", "sku", sku, `There is no product ${sku}`);
  if (fact.status === "ARCHIVED") return new RowError("PRODUCT_ARCHIVED", "sku", sku, `${sku} is archived`);
  if (!fact.tracksLots) return new RowError("NOT_TRACKED", "sku", sku, `${sku} is not tracked by lot`);
  const delta = minus(quantity, onHand);
  if (fact.tracksSerials && delta !== "0")
    return new RowError(
      "STOCK_NOT_POSSIBLE",
      "sku",
      sku,
      `${sku} is tracked by serial number: bring its pieces by number`,
    );
  if (decimalsOf(quantity) > fact.precision)
    return new RowError(
      "QTY_NOT_INTEGER",
      "quantity",
      quantity,
      `The quantity of ${sku} can have at most ${fact.precision} decimals`,
    );
  if (lotId !== null && givenExpires !== null && givenExpires !== lotExpires)
    return new RowError(
      "EXPIRY_DIFFERS",
      "expires",
      givenExpires,
      `The lot expires on ${lotExpires ?? "no day"}, as it is known`,
    );
  if (lotId === null && fact.tracksExpiry && givenExpires === null && delta !== "0")
    return new RowError("EXPIRY_MISSING", "expires", null, `A new lot of ${sku} needs the day on which it expires`);
  if (compare(quantity, reserved) < 0)
    return new RowError(
      "QTY_BELOW_RESERVED",
      "quantity",
      quantity,
      `${reserved} of ${sku} are reserved; the stock can't be set below that`,
    );
  const above = aboveLimit(actor, delta);
  if (above) return above;
  const state = delta === "0" ? "UNCHANGED" : itemId === null ? "CREATE" : "UPDATE";
  const movements = delta === "0" ? 0 : 1;
  return { line, state, movements, quantity, facts: { productId, itemId, delta } };
}
