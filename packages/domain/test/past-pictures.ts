import type { Moment } from "@invista/contracts/stock/as-of";
import { neonClient } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { getLot, getLotAsOf, listLots, listLotsAsOf } from "../src/lots/index.ts";
import { getSerial, getSerialAsOf, listSerials, listSerialsAsOf } from "../src/serials/index.ts";
import { AVAILABLE, ITEM_PLACES, PRESENT, sql } from "../src/shared/sql.ts";
import {
  binContents,
  binContentsAsOf,
  getStockAsOf,
  listLocations,
  listLocationsAsOf,
  listStock,
  listStockAsOf,
  mapLocations,
  mapLocationsAsOf,
} from "../src/stock/index.ts";
import type { Shelf } from "./undo-shelf.ts";

/** What all screens say of a shelf, key by key. */
export type Picture = Record<string, unknown>;
type Pages<Row> = (cursor: string | undefined) => Promise<{ rows: Row[]; nextCursor: string | null }>;

async function allOf<Row>(page: Pages<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | undefined; ;) {
    const { rows: more, nextCursor } = await page(cursor);
    rows.push(...more);
    if (nextCursor === null) return rows;
    cursor = nextCursor;
  }
}

interface Shares {
  key: string;
  quantity: string;
  reserved: string;
  held: string | null;
  available: string | null;
}
const shares = (rows: readonly Shares[], kind: string): [string, unknown][] =>
  rows.map(({ key, quantity, reserved, held, available }) => [`${kind} ${key}`, [quantity, reserved, held, available]]);
const has = ({ quantity, reserved }: { quantity: string; reserved: string }) => quantity !== "0" || reserved !== "0";

/** What the screens of the present say, and what the database counts by bin and lot, as it counts what may be promised. */
export async function present(shelf: Shelf): Promise<Picture> {
  const read = reader();
  const picture: [string, unknown][] = [];
  const note = (kind: string, key: string, value: unknown) => picture.push([`${kind} ${key}`, value]);
  const products = shelf.goods.map((one) => one.productId);
  for (const warehouseId of shelf.warehouses) {
    const stock = await allOf((cursor) =>
      listStock(read, { warehouseId, sort: "sku", direction: "asc", limit: 2, cursor }),
    );
    for (const row of stock)
      note("position", `${row.productId} ${warehouseId}`, [row.onHand, row.reserved, row.held, row.available]);
    for (const row of stock) note("value", `${row.productId} ${warehouseId}`, row.value);
    const bins = await allOf((cursor) => listLocations(read, { warehouseId, limit: 2, cursor }));
    for (const bin of bins) {
      const { rows } = await binContents(read, { warehouseId, location: bin.code });
      note("bin", bin.id, [bin.type, bin.isSellable, bin.positions, bin.onHand, bin.reserved]);
      note("contents", bin.id, rows.map((row) => `${row.inventoryItemId} ${row.quantity} ${row.reserved}`).toSorted());
    }
    note("map", warehouseId, (await mapLocations(read, warehouseId)).rows.map((bin) => bin.id).toSorted());
  }
  for (const productId of products) {
    for (const lot of await allOf((cursor) => listLots(read, { productId, days: 30, limit: 2, cursor }))) {
      const { places } = await getLot(read, { id: lot.id });
      note("lot", lot.id, [lot.status, lot.expiresAt, lot.daysLeft, lot.onHand, lot.reserved]);
      note(
        "places",
        lot.id,
        places.map((one) => [one.warehouseCode, one.location, one.quantity, one.reserved].join()),
      );
    }
    for (const view of ["EXPIRED", "EXPIRING", "IN_STOCK"] as const)
      note(
        view,
        productId,
        (await allOf((cursor) => listLots(read, { productId, view, days: 30, limit: 2, cursor })))
          .map(({ id }) => id)
          .toSorted(),
      );
    for (const piece of await allOf((cursor) => listSerials(read, { productId, limit: 5, cursor }))) {
      const { movements } = await getSerial(read, piece.id);
      note("piece", piece.id, [piece.status, piece.inventoryItemId, piece.lotNumber, piece.location]);
      note("way", piece.id, movements.map(({ seq }) => seq).toSorted());
    }
  }
  const counted = (by: ReturnType<typeof sql>) => neonClient.$queryRaw<Shares[]>`
    SELECT ${by} AS key, trim_scale(sum(i.quantity))::text AS quantity, trim_scale(sum(i.reserved_quantity))::text AS reserved, trim_scale(sum(${PRESENT} - i.reserved_quantity - ${AVAILABLE}))::text AS held,
      trim_scale(sum(${AVAILABLE}))::text AS available
    FROM inventory_item i ${ITEM_PLACES} WHERE i.product_id = ANY (${products}) AND ${by} IS NOT NULL GROUP BY 1`;
  for (const [kind, by] of [
    ["of bin", sql`b.id`],
    ["of lot", sql`i.lot_id`],
    ["of item", sql`i.id`],
  ] as const)
    picture.push(...shares((await counted(by)).filter(has), kind));
  return Object.fromEntries(picture);
}

/** What the screens of the past say of a moment, under the same keys. */
export async function past(shelf: Shelf, moment: Moment): Promise<Picture> {
  const read = reader();
  const picture: [string, unknown][] = [];
  const note = (kind: string, key: string, value: unknown) => picture.push([`${kind} ${key}`, value]);
  const items = new Map<string, Shares>();
  const binShares: Shares[] = [];
  const lotShares: Shares[] = [];
  for (const warehouseId of shelf.warehouses) {
    for (const row of await allOf((cursor) => listStockAsOf(read, { ...moment, warehouseId, limit: 2, cursor }))) {
      note("position", `${row.productId} ${warehouseId}`, [row.onHand, row.reserved, row.held, row.available]);
      note("value", `${row.productId} ${warehouseId}`, row.value);
      const one = await getStockAsOf(read, { ...moment, productId: row.productId, warehouseId });
      for (const { inventoryItemId: key, ...item } of one.items) items.set(key, { key, ...item });
    }
    for (const bin of await allOf((cursor) => listLocationsAsOf(read, { ...moment, warehouseId, limit: 2, cursor }))) {
      const { rows } = await binContentsAsOf(read, { ...moment, warehouseId, location: bin.code });
      note("bin", bin.id, [bin.type, bin.isSellable, bin.positions, bin.onHand, bin.reserved]);
      note("contents", bin.id, rows.map((row) => `${row.inventoryItemId} ${row.quantity} ${row.reserved}`).toSorted());
      binShares.push({ key: bin.id, quantity: bin.onHand, ...bin });
      for (const { inventoryItemId: key, ...item } of rows) items.set(key, { key, ...item });
    }
    const map = await mapLocationsAsOf(read, { ...moment, warehouseId });
    note("map", warehouseId, map.rows.map((bin) => bin.id).toSorted());
  }
  for (const { productId } of shelf.goods) {
    const lots = { ...moment, productId, days: 30, limit: 2 };
    for (const lot of await allOf((cursor) => listLotsAsOf(read, { ...lots, cursor }))) {
      const { places } = await getLotAsOf(read, { ...moment, id: lot.id });
      note("lot", lot.id, [lot.status, lot.expiresAt, lot.daysLeft, lot.onHand, lot.reserved]);
      note(
        "places",
        lot.id,
        places.map((one) => [one.warehouseCode, one.location, one.quantity, one.reserved].join()),
      );
      lotShares.push({ key: lot.id, quantity: lot.onHand, ...lot });
      for (const { inventoryItemId: key, ...item } of places) items.set(key, { key, ...item });
    }
    for (const view of ["EXPIRED", "EXPIRING", "IN_STOCK"] as const)
      note(
        view,
        productId,
        (await allOf((cursor) => listLotsAsOf(read, { ...lots, view, cursor }))).map(({ id }) => id).toSorted(),
      );
    for (const piece of await allOf((cursor) => listSerialsAsOf(read, { ...moment, productId, limit: 5, cursor }))) {
      const { movements } = await getSerialAsOf(read, { ...moment, id: piece.id });
      note("piece", piece.id, [piece.status, piece.inventoryItemId, piece.lotNumber, piece.location]);
      note("way", piece.id, movements.map(({ seq }) => seq).toSorted());
    }
  }
  picture.push(...shares(binShares.filter(has), "of bin"), ...shares(lotShares.filter(has), "of lot"));
  picture.push(...shares([...items.values()].filter(has), "of item"));
  return Object.fromEntries(picture);
}
