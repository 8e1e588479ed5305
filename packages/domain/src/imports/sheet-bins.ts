import { locationType } from "@invista/contracts/warehouse/warehouse";
import { RowError } from "./file-error.ts";
import { keepEntries } from "./sheet-entries.ts";
import { rowsJson, type SheetHandler, type SheetVerdict } from "./sheet-row.ts";

interface Fact {
  line: number;
  knownId: string | null;
  same: boolean;
  barcodeTaken: boolean;
  /** It holds stock, and would change in what is sold from it. */
  blocked: boolean;
}

const HELD = new Set(["QUARANTINE", "TRANSIT"]);

/** Bins of warehouses; an empty cell leaves a known bin as it is. */
export const bins: SheetHandler = {
  kind: "BINS",
  read(cells, { warehouses }) {
    const warehouseId = warehouses.require(cells.text("warehouse"), cells.header("warehouse"));
    const bin = cells.required("bin", "VALUE_MISSING", 40);
    if (/\s/.test(bin) || bin.startsWith("~"))
      throw new RowError(
        "VALUE_INVALID",
        cells.header("bin"),
        bin,
        "A bin's code has no spaces and no ~ at its beginning",
      );
    const type = cells.choice("type", locationType.exclude(["TRANSIT"]).options);
    const sellable = cells.yesNo("sellable");
    if (type !== null && HELD.has(type) && sellable)
      throw new RowError("VALUE_INVALID", cells.header("sellable"), "yes", "Nothing is sold from a quarantine bin");
    const pickSequence = cells.text("pickSequence");
    if (pickSequence !== null && !/^\d{1,6}$/.test(pickSequence))
      throw new RowError(
        "NUMBER_INVALID",
        cells.header("pickSequence"),
        pickSequence,
        "A sequence is a whole number up to 999,999",
      );
    const maxWeight = cells.quantity("maxWeight");
    if (maxWeight === "0")
      throw new RowError("VALUE_INVALID", cells.header("maxWeight"), "0", "What a bin bears is above 0");
    return {
      sku: `${warehouseId}\n${bin}`,
      cells: {
        warehouseId,
        bin,
        zone: cells.text("zone", 40),
        type,
        sellable: type !== null && HELD.has(type) ? false : sellable,
        pickSequence,
        maxWeight,
        barcode: cells.text("barcode", 64),
      },
    };
  },
  async judge(db, rows) {
    const facts = await db.$queryRaw<Fact[]>`
      WITH input AS (SELECT * FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(line int, "warehouseId" text, bin text, zone text, type text, sellable boolean, "pickSequence" int, "maxWeight" numeric, barcode text)),
      found AS (SELECT x.*, b.id, coalesce(x.sellable, CASE WHEN b.id IS NULL THEN TRUE ELSE b.is_sellable END) AS sells, b.is_sellable AS sold,
          b.id IS NOT NULL AND coalesce(x.zone, b.zone, '') = coalesce(b.zone, '') AND coalesce(x.type, b.type::text) = b.type::text AND coalesce(x.sellable, b.is_sellable) = b.is_sellable
            AND coalesce(x."pickSequence", b.pick_sequence) = b.pick_sequence AND coalesce(x."maxWeight", b.max_weight, 0) = coalesce(b.max_weight, 0) AND coalesce(x.barcode, b.barcode, '') = coalesce(b.barcode, '') AS same
        FROM input x LEFT JOIN storage_location b ON b.warehouse_id = x."warehouseId" AND b.code = x.bin)
      SELECT f.line, f.id AS "knownId", f.same, f.barcode IS NOT NULL AND EXISTS (SELECT FROM storage_location o WHERE o.barcode = f.barcode AND o.id IS DISTINCT FROM f.id) AS "barcodeTaken",
        f.id IS NOT NULL AND f.sells <> f.sold AND EXISTS (SELECT FROM inventory_item i WHERE i.warehouse_id = f."warehouseId" AND i.location = f.bin AND i.quantity > 0) AS blocked
      FROM found f`;
    return new Map(facts.map((fact) => [fact.line, verdictOf(fact)]));
  },
  async write(work, jobId, rows) {
    const given = JSON.stringify(rows.map(({ row, verdict }) => ({ ...row.cells, ...verdict.facts })));
    const changed = rows.flatMap(({ verdict }) => verdict.facts.knownId ?? []);
    await keepEntries(work, "BINS", jobId, changed, "before");
    await work.tx.$executeRaw`
      UPDATE storage_location b SET zone = coalesce(x.zone, b.zone), type = coalesce(x.type::location_type, b.type), is_sellable = coalesce(x.sellable, b.is_sellable),
        pick_sequence = coalesce(x."pickSequence", b.pick_sequence), max_weight = coalesce(x."maxWeight", b.max_weight), barcode = coalesce(x.barcode, b.barcode), version = b.version + 1, updated_at = now()
      FROM jsonb_to_recordset(${given}::jsonb) AS x("knownId" text, zone text, type text, sellable boolean, "pickSequence" int, "maxWeight" numeric, barcode text) WHERE b.id = x."knownId"`;
    const made = await work.tx.$queryRaw<{ id: string }[]>`
      INSERT INTO storage_location (warehouse_id, code, zone, type, is_sellable, pick_sequence, max_weight, barcode)
      SELECT x."warehouseId", x.bin, x.zone, coalesce(x.type, 'PICK')::location_type, coalesce(x.sellable, TRUE), coalesce(x."pickSequence", 0), x."maxWeight", x.barcode
      FROM jsonb_to_recordset(${given}::jsonb) AS x("knownId" text, "warehouseId" text, bin text, zone text, type text, sellable boolean, "pickSequence" int, "maxWeight" numeric, barcode text)
      WHERE x."knownId" IS NULL ORDER BY x."warehouseId", x.bin RETURNING id`;
    await keepEntries(work, "BINS", jobId, [...changed, ...made.map((row) => row.id)], "after");
    work.touch("stock");
  },
};

function verdictOf({ line, knownId, same, barcodeTaken, blocked }: Fact): SheetVerdict | RowError {
  if (barcodeTaken) return new RowError("BARCODE_TAKEN", "barcode", null, "Another bin has this barcode");
  if (blocked)
    return new RowError(
      "BIN_HOLDS_STOCK",
      "sellable",
      null,
      "The bin holds stock: move it before the bin changes in what is sold from it",
    );
  const state = same ? "UNCHANGED" : knownId === null ? "CREATE" : "UPDATE";
  return { line, state, movements: 0, quantity: "0", facts: { knownId } };
}
