import { postMovements } from "../stock/index.ts";
import type { Actor } from "../shared/actor.ts";
import { aboveLimit } from "./adjust-limit.ts";
import { RowError } from "./file-error.ts";
import { rowsJson, type SheetHandler, type SheetVerdict } from "./sheet-row.ts";

interface Fact {
  line: number;
  sku: string;
  serial: string;
  lot: string | null;
  productId: string | null;
  status: string | null;
  tracked: boolean;
  tracksLots: boolean;
  lotId: string | null;
  /** Where the piece is, in words; null where it is in no stock. */
  place: string | null;
  isHere: boolean;
  itemId: string | null;
}

/** Pieces with serial numbers: each is put where the file says, unless it is there already; one that is elsewhere is refused. */
export const serials: SheetHandler = {
  kind: "SERIALS",
  read(cells, { options, warehouses }) {
    const sku = cells.required("sku", "SKU_MISSING");
    const serial = cells.required("serial", "VALUE_MISSING", 80);
    const warehouseId = warehouses.require(cells.text("warehouse"), cells.header("warehouse"));
    const bin = cells.text("bin", 40) ?? "";
    const [lot, cost] = [cells.text("lot", 80), cells.money("cost", options.currency)];
    return { sku: `${sku}\n${serial}`, cells: { sku, serial, warehouseId, bin, lot, cost } };
  },
  async judge(db, rows, { actor }) {
    const facts = await db.$queryRaw<Fact[]>`
      SELECT x.line, x.sku, x.serial, x.lot, p.id AS "productId", p.status::text AS status, coalesce(p.track_serials, FALSE) AS tracked, coalesce(p.track_lots, FALSE) AS "tracksLots", l.id AS "lotId",
        w.code || ' ' || coalesce(nullif(i.location, ''), 'floor') AS place, coalesce(i.warehouse_id = x."warehouseId" AND i.location = x.bin, FALSE) AS "isHere",
        (SELECT h.id FROM inventory_item h WHERE h.product_id = p.id AND h.warehouse_id = x."warehouseId" AND h.location = x.bin AND h.lot_id IS NOT DISTINCT FROM l.id) AS "itemId"
      FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(line int, sku text, serial text, "warehouseId" text, bin text, lot text)
        LEFT JOIN product p ON p.sku = x.sku LEFT JOIN lot l ON l.product_id = p.id AND l.lot_number = x.lot
        LEFT JOIN serial_number s ON s.product_id = p.id AND s.serial = x.serial LEFT JOIN inventory_item i ON i.id = s.inventory_item_id LEFT JOIN warehouse w ON w.id = i.warehouse_id`;
    return new Map(facts.map((fact) => [fact.line, verdictOf(fact, actor)]));
  },
  async write(work, jobId, rows) {
    const given = rows.map(({ row, verdict }) => ({ line: row.line, ...row.cells, ...verdict.facts }));
    await work.tx.$executeRaw`
      INSERT INTO serial_number (product_id, serial, lot_id, status) SELECT x."productId", x.serial, x."lotId", 'RETURNED' FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("productId" text, serial text, "lotId" text)
      ORDER BY x."productId", x.serial ON CONFLICT (product_id, serial) DO NOTHING`;
    const pieces = await work.tx.$queryRaw<{ line: number; id: string }[]>`
      SELECT x.line, s.id FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x(line int, "productId" text, serial text) JOIN serial_number s ON s.product_id = x."productId" AND s.serial = x.serial`;
    const idOf = new Map(pieces.map(({ line, id }) => [line, id]));
    await postMovements(
      work,
      rows.map(({ row: { line, cells }, verdict: { facts } }) => {
        const serialId = idOf.get(line);
        return {
          productId: String(facts.productId),
          warehouseId: String(cells.warehouseId),
          location: String(cells.bin),
          lotId: facts.lotId ?? null,
          type: facts.itemId === null ? "OPENING" : "ADJUSTMENT",
          quantity: "1",
          unitCost: cells.cost === null ? null : String(cells.cost),
          reasonCode: "IMPORT",
          referenceType: "IMPORT",
          referenceId: jobId,
          ...(serialId === undefined ? {} : { serialId }),
        };
      }),
    );
  },
};

function verdictOf(fact: Fact, actor: Actor): SheetVerdict | RowError {
  const { line, sku, serial, lot, productId, lotId, itemId, place } = fact;
  if (productId === null) return new RowError("SKU_UNKNOWN", "sku", sku, `There is no product ${sku}`);
  if (fact.status === "ARCHIVED") return new RowError("PRODUCT_ARCHIVED", "sku", sku, `${sku} is archived`);
  if (!fact.tracked) return new RowError("NOT_TRACKED", "sku", sku, `${sku} is not tracked by serial number`);
  if (fact.tracksLots && lot === null)
    return new RowError("VALUE_MISSING", "lot number", null, `${sku} is tracked by lot, too: name the lot`);
  if (lot !== null && lotId === null)
    return new RowError("LOT_UNKNOWN", "lot number", lot, `There is no lot ${lot} of ${sku}; import the lots first`);
  if (place !== null && !fact.isHere)
    return new RowError(
      "SERIAL_ELSEWHERE",
      "serial",
      serial,
      `${serial} of ${sku} is in stock in ${place}: move it instead`,
    );
  const above = place === null ? aboveLimit(actor, "1") : null;
  if (above) return above;
  const state = place === null ? "CREATE" : "UNCHANGED";
  return { line, state, movements: place === null ? 1 : 0, quantity: "1", facts: { productId, lotId, itemId } };
}
