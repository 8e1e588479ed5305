import { refuse } from "@invista/contracts/errors";
import { compare, spread } from "@invista/contracts/quantity";
import { without } from "../shared/without.ts";
import type { NeonWork } from "../shared/work.ts";
import { piecesIn, piecesOut, type AskedPieces, type LineFacts } from "./find-pieces.ts";
import type { MovementLine } from "./movement-line.ts";

interface Detailed {
  readonly lines: readonly MovementLine[];
  /** Which given line each of them belongs to, counted from 1. */
  readonly origin: readonly number[];
}

const PAIRED: ReadonlySet<string> = new Set(["TRANSFER_OUT", "PUTAWAY", "QUARANTINE_IN", "QUARANTINE_OUT"]);

/**
 * Lines of products that are tracked by serial number, one for each piece. The pieces are those that a line names; with `anyPiece` those that
 * have been in the position longest, where it names none. Lines of other products stay as they are. Statements are as many for a hundred lines as for one.
 */
export async function withPieces(work: NeonWork, lines: readonly MovementLine[], anyPiece: boolean): Promise<Detailed> {
  if (!anyPiece && lines.every((line) => line.serials === undefined))
    return { lines, origin: lines.map((_line, index) => index + 1) };
  const facts = await factsOf(work, lines);
  const asked = lines.flatMap((line, index) => {
    const fact = facts[index];
    return fact?.tracked && isMoved(lines, index) ? [askPieces(line, fact, index, anyPiece)] : [];
  });
  const out = await piecesOut(
    work,
    asked.filter((one) => one.isOut),
  );
  const into = await piecesIn(
    work,
    asked.filter((one) => !one.isOut),
  );
  const detailed: MovementLine[] = [];
  const origin: number[] = [];
  const push = (line: MovementLine, index: number) => {
    detailed.push(without(line, "serials"));
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
    const ids = (isOut ? out : into).get(index) ?? [];
    const values =
      line.value === undefined
        ? null
        : spread(
            line.value,
            ids.map(() => "1"),
            4,
          );
    ids.forEach((serialId, piece) => {
      const value = values?.[piece];
      push({ ...line, quantity: isOut ? "-1" : "1", serialId, ...(value === undefined ? {} : { value }) }, index);
      if (mate) push({ ...mate, quantity: "1", serialId }, index + 1);
    });
    if (mate) index++;
  }
  return { lines: detailed, origin };
}

/** Whether a line asks for pieces of its own: one in that follows its line out takes that one's. */
function isMoved(lines: readonly MovementLine[], index: number): boolean {
  const line = lines[index];
  if (line?.quantity === undefined) return false;
  const before = lines[index - 1];
  const follows =
    before?.quantity !== undefined &&
    PAIRED.has(before.type) &&
    compare(before.quantity, "0") < 0 &&
    compare(line.quantity, "0") > 0;
  return !follows;
}

function askPieces(line: MovementLine, fact: LineFacts, index: number, anyPiece: boolean): AskedPieces {
  const quantity = Math.abs(Number(line.quantity));
  const isOut = compare(line.quantity ?? "0", "0") < 0;
  if (line.serials === undefined) {
    if (!anyPiece || !isOut) throw refuse("INVALID", "serial.needed", { sku: fact.sku });
  } else if (line.serials.length !== quantity)
    throw refuse("INVALID", "serial.count", { sku: fact.sku, quantity, given: line.serials.length });
  return { index, fact, isOut, quantity, serials: line.serials ?? null, lotId: line.lotId ?? null };
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
