import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";

export interface LineFacts {
  readonly productId: string;
  readonly sku: string;
  readonly tracked: boolean;
  /** Null where the position does not exist yet. */
  readonly itemId: string | null;
}

/** The pieces that a line takes out or brings in; without numbers those that came first. */
export interface AskedPieces {
  readonly index: number;
  readonly fact: LineFacts;
  readonly isOut: boolean;
  readonly quantity: number;
  readonly serials: readonly string[] | null;
  readonly lotId: string | null;
}

type Found = ReadonlyMap<number, readonly string[]>;

/** Pieces that are where their lines take them from, locked, by line: those that are named, and of the others those that came first. */
export async function piecesOut(work: NeonWork, asked: readonly AskedPieces[]): Promise<Found> {
  if (asked.length === 0) return new Map();
  const named = await takenFrom(
    work,
    asked.filter((one) => one.serials !== null),
  );
  const oldest = await longestThere(
    work,
    asked.filter((one) => one.serials === null),
  );
  return new Map([...named, ...oldest]);
}

async function takenFrom(work: NeonWork, asked: readonly AskedPieces[]): Promise<Found> {
  if (asked.length === 0) return new Map();
  const rows = await work.tx.$queryRaw<{ n: number; id: string; serial: string }[]>`
    SELECT x.n, s.id, s.serial FROM jsonb_to_recordset(${piecesAsked(asked)}::jsonb) AS x(n int, "productId" text, "itemId" text, serial text)
      JOIN serial_number s ON s.product_id = x."productId" AND s.serial = x.serial AND s.inventory_item_id = x."itemId" ORDER BY s.id FOR NO KEY UPDATE OF s`;
  const byName = new Map(rows.map((row) => [`${row.n} ${row.serial}`, row.id]));
  return new Map(
    asked.map(({ index, fact, serials }) => [
      index,
      (serials ?? []).map((serial) => {
        const id = byName.get(`${index} ${serial}`);
        if (id === undefined) throw refuse("RULE_BROKEN", "serial.notHere", { serial, sku: fact.sku });
        return id;
      }),
    ]),
  );
}

/** Lines of one position take one after the other. */
async function longestThere(work: NeonWork, asked: readonly AskedPieces[]): Promise<Found> {
  if (asked.length === 0) return new Map();
  const before = new Map<string | null, number>();
  const parts = asked.map(({ index, fact, quantity }) => {
    const from = before.get(fact.itemId) ?? 0;
    before.set(fact.itemId, from + quantity);
    return { n: index, itemId: fact.itemId, from, quantity };
  });
  const rows = await work.tx.$queryRaw<{ n: number; id: string }[]>`
    SELECT x.n, s.id FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) AS x(n int, "itemId" text, "from" int, quantity int)
      CROSS JOIN LATERAL (SELECT y.id, y.created_at FROM serial_number y WHERE y.inventory_item_id = x."itemId" ORDER BY y.created_at, y.id OFFSET x."from" LIMIT x.quantity) first
      JOIN serial_number s ON s.id = first.id ORDER BY x.n, first.created_at, first.id FOR NO KEY UPDATE OF s`;
  return new Map(
    asked.map(({ index, quantity }) => {
      const ids = rows.filter((row) => row.n === index).map((row) => row.id);
      if (ids.length < quantity) throw refuse("RULE_BROKEN", "stock.insufficient", { available: String(ids.length) });
      return [index, ids];
    }),
  );
}

/** Pieces that come in, by line: known ones that are nowhere in stock, and new ones, which are made. */
export async function piecesIn(work: NeonWork, asked: readonly AskedPieces[]): Promise<Found> {
  if (asked.length === 0) return new Map();
  const given = piecesAsked(asked);
  await work.tx.$executeRaw`
    INSERT INTO serial_number (product_id, serial, lot_id, status) SELECT x."productId", x.serial, x."lotId", 'RETURNED'
    FROM jsonb_to_recordset(${given}::jsonb) AS x("productId" text, serial text, "lotId" text) ORDER BY 1, 2 ON CONFLICT (product_id, serial) DO NOTHING`;
  const rows = await work.tx.$queryRaw<{ n: number; id: string; serial: string; place: string | null }[]>`
    SELECT x.n, s.id, s.serial, w.code || ' ' || i.location AS place FROM jsonb_to_recordset(${given}::jsonb) AS x(n int, "productId" text, serial text)
      JOIN serial_number s ON s.product_id = x."productId" AND s.serial = x.serial LEFT JOIN inventory_item i ON i.id = s.inventory_item_id LEFT JOIN warehouse w ON w.id = i.warehouse_id
    ORDER BY s.id FOR NO KEY UPDATE OF s`;
  const byName = new Map(rows.map((row) => [`${row.n} ${row.serial}`, row]));
  return new Map(
    asked.map(({ index, fact, serials }) => [
      index,
      (serials ?? []).map((serial) => {
        const row = byName.get(`${index} ${serial}`);
        if (!row || row.place !== null)
          throw refuse("CONFLICT", "serial.inStock", { serial, sku: fact.sku, place: row?.place ?? "" });
        return row.id;
      }),
    ]),
  );
}

function piecesAsked(asked: readonly AskedPieces[]): string {
  return JSON.stringify(
    asked.flatMap(({ index, fact, serials, lotId }) =>
      (serials ?? []).map((serial) => ({ n: index, productId: fact.productId, itemId: fact.itemId, serial, lotId })),
    ),
  );
}
