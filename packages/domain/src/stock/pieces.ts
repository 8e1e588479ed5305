import { refuse } from "@invista/contracts/errors";
import { compare } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import type { MovementLine } from "./movement-line.ts";

interface LineFacts {
  readonly productId: string;
  readonly sku: string;
  readonly tracked: boolean;
  /** Null where the position does not exist yet. */
  readonly itemId: string | null;
}

interface Detailed {
  readonly lines: readonly MovementLine[];
  /** Which given line each of them belongs to, counted from 1. */
  readonly origin: readonly number[];
}

const PAIRED: ReadonlySet<string> = new Set(["TRANSFER_OUT", "PUTAWAY", "QUARANTINE_IN", "QUARANTINE_OUT"]);

/**
 * Lines of products that are tracked by serial number, one for each piece. The pieces are those that a line names; with `anyPiece` those that
 * have been in the position longest, where it names none. Lines of other products stay as they are.
 */
export async function withPieces(work: NeonWork, lines: readonly MovementLine[], anyPiece: boolean): Promise<Detailed> {
  if (!anyPiece && lines.every((line) => line.serials === undefined))
    return { lines, origin: lines.map((_line, index) => index + 1) };
  const facts = await factsOf(work, lines);
  const detailed: MovementLine[] = [];
  const origin: number[] = [];
  const push = (line: MovementLine, index: number) => {
    const { serials: _, ...rest } = line;
    detailed.push(rest);
    origin.push(index + 1);
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const fact = facts[index];
    if (!line || !fact) continue;
    if (!fact.tracked || line.quantity === undefined) {
      if (line.serials && line.serials.length > 0) throw refuse("INVALID", "serial.notTracked", { sku: fact.sku });
      push(line, index);
      continue;
    }
    const isOut = compare(line.quantity, "0") < 0;
    const mate = isOut && PAIRED.has(line.type) ? lines[index + 1] : undefined;
    const ids = await piecesOf(work, line, fact, isOut, anyPiece);
    ids.forEach((serialId) => {
      push({ ...line, quantity: isOut ? "-1" : "1", serialId }, index);
      if (mate) push({ ...mate, quantity: "1", serialId }, index + 1);
    });
    if (mate) index++;
  }
  return { lines: detailed, origin };
}

async function factsOf(work: NeonWork, lines: readonly MovementLine[]): Promise<LineFacts[]> {
  const asked = JSON.stringify(
    lines.map(({ itemId, productId, warehouseId, location, lotId }, n) => ({
      n,
      itemId,
      productId,
      warehouseId,
      location: location ?? "",
      lotId,
    })),
  );
  return work.tx.$queryRaw<LineFacts[]>`
    SELECT p.id AS "productId", coalesce(p.sku, '') AS sku, coalesce(p.track_serials, FALSE) AS tracked, i.id AS "itemId"
    FROM jsonb_to_recordset(${asked}::jsonb) AS x(n int, "itemId" text, "productId" text, "warehouseId" text, location text, "lotId" text)
      LEFT JOIN inventory_item i ON i.id = coalesce(x."itemId", (SELECT y.id FROM inventory_item y WHERE y.product_id = x."productId" AND y.warehouse_id = x."warehouseId" AND y.location = x.location AND y.lot_id IS NOT DISTINCT FROM x."lotId"))
      LEFT JOIN product p ON p.id = coalesce(x."productId", i.product_id) ORDER BY x.n`;
}

async function piecesOf(
  work: NeonWork,
  line: MovementLine,
  fact: LineFacts,
  isOut: boolean,
  anyPiece: boolean,
): Promise<string[]> {
  const quantity = Math.abs(Number(line.quantity));
  if (line.serials === undefined) {
    if (!anyPiece || !isOut) throw refuse("INVALID", "serial.needed", { sku: fact.sku });
    return oldest(work, fact, quantity);
  }
  if (line.serials.length !== quantity)
    throw refuse("INVALID", "serial.count", { sku: fact.sku, quantity, given: line.serials.length });
  return isOut ? takenFrom(work, fact, line.serials) : takenIn(work, fact, line);
}

/** The pieces that came first, locked. */
async function oldest(work: NeonWork, fact: LineFacts, quantity: number): Promise<string[]> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM serial_number WHERE inventory_item_id = ${fact.itemId} ORDER BY created_at, id LIMIT ${quantity} FOR NO KEY UPDATE`;
  if (rows.length < quantity) throw refuse("RULE_BROKEN", "stock.insufficient", { available: String(rows.length) });
  return rows.map((row) => row.id);
}

async function takenFrom(work: NeonWork, fact: LineFacts, serials: readonly string[]): Promise<string[]> {
  const rows = await work.tx.$queryRaw<{ id: string; serial: string }[]>`
    SELECT id, serial FROM serial_number WHERE product_id = ${fact.productId} AND inventory_item_id = ${fact.itemId} AND serial = ANY (${[...serials]}::text[]) ORDER BY id FOR NO KEY UPDATE`;
  const byName = new Map(rows.map((row) => [row.serial, row.id]));
  return serials.map((serial) => {
    const id = byName.get(serial);
    if (id === undefined) throw refuse("RULE_BROKEN", "serial.notHere", { serial, sku: fact.sku });
    return id;
  });
}

/** Pieces that come in: known ones that are nowhere in stock, and new ones, which are made. */
async function takenIn(work: NeonWork, fact: LineFacts, { serials = [], lotId }: MovementLine): Promise<string[]> {
  await work.tx.$executeRaw`
    INSERT INTO serial_number (product_id, serial, lot_id, status) SELECT ${fact.productId}, s, ${lotId ?? null}, 'RETURNED' FROM unnest(${[...serials]}::text[]) s ORDER BY s
    ON CONFLICT (product_id, serial) DO NOTHING`;
  const rows = await work.tx.$queryRaw<{ id: string; serial: string; place: string | null }[]>`
    SELECT s.id, s.serial, w.code || ' ' || i.location AS place FROM serial_number s LEFT JOIN inventory_item i ON i.id = s.inventory_item_id LEFT JOIN warehouse w ON w.id = i.warehouse_id
    WHERE s.product_id = ${fact.productId} AND s.serial = ANY (${[...serials]}::text[]) ORDER BY s.id FOR NO KEY UPDATE OF s`;
  const byName = new Map(rows.map((row) => [row.serial, row]));
  return serials.map((serial) => {
    const row = byName.get(serial);
    if (!row || row.place !== null)
      throw refuse("CONFLICT", "serial.inStock", { serial, sku: fact.sku, place: row?.place ?? "" });
    return row.id;
  });
}
