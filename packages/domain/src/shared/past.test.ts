import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getLotAsOf, holdLot, listLotsAsOf, releaseLot } from "../lots/index.ts";
import { getSerialAsOf, listSerialsAsOf } from "../serials/index.ts";
import {
  adjustStock,
  binContentsAsOf,
  getStockAsOf,
  listLocationsAsOf,
  mapLocationsAsOf,
  moveStock,
  updateLocation,
} from "../stock/index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const OCCURRED = "OCCURRED" as const;
async function momentNow(): Promise<string> {
  const [row] = await neonClient.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at FROM pg_sleep(0.003)`;
  await neonClient.$queryRaw`SELECT 1 AS one FROM pg_sleep(0.003)`;
  if (!row) throw new Error("the database has no clock");
  return row.at.toISOString();
}

/** Ten of a lot in a bin. */
async function lotInBin() {
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackLots: true } });
  const lot = await neonClient.lot.create({ data: { productId, lotNumber: `L-${productId}` } });
  const { id: warehouseId } = await warehouse();
  await neonClient.inventoryItem.create({
    data: { productId, warehouseId, location: "A-1", lotId: lot.id, quantity: "10" },
  });
  const bin = await neonClient.storageLocation.findFirstOrThrow({ where: { warehouseId, code: "A-1" } });
  return { productId, warehouseId, lot, bin };
}
type Place = Awaited<ReturnType<typeof lotInBin>>;
const position = async ({ productId, warehouseId }: Place, at: string) =>
  (await getStockAsOf(reader(), { productId, warehouseId, at, basis: OCCURRED })).position;
const sell = ({ bin }: Place, version: number, isSellable: boolean) =>
  commit((work) => {
    const { id, zone, barcode } = bin;
    const facts = { zone, barcode, type: "PICK", isSellable, pickSequence: 0, maxWeight: null } as const;
    return updateLocation(work, { id, version, ...facts, idempotencyKey: KEY });
  });
const step = { reason: "test", idempotencyKey: KEY };

test("what was held by a lot's state and by a bin is told of every moment, and of each lot and bin", async () => {
  const place = await lotInBin();
  const { lot, bin, warehouseId, productId } = place;
  const free = await momentNow();
  await commit((work) => holdLot(work, { id: lot.id, version: 1, ...step }));
  const heldByLot = await momentNow();
  await commit((work) => releaseLot(work, { id: lot.id, version: 2, ...step }));
  await sell(place, 1, false);
  const heldByBin = await momentNow();
  await sell(place, 2, true);
  const said = async (at: string) => {
    const moment = { at, basis: OCCURRED };
    const [{ rows: bins }, { rows: contents }, view] = await Promise.all([
      listLocationsAsOf(reader(), { ...moment, warehouseId, limit: 10 }),
      binContentsAsOf(reader(), { ...moment, warehouseId, location: "A-1" }),
      getLotAsOf(reader(), { ...moment, id: lot.id }),
    ]);
    const row = bins.find(({ id }) => id === bin.id);
    const shares = [await position(place, at), row, contents[0], view.lot, view.places[0]];
    return [view.lot.status, row?.isSellable, ...shares.map((one) => `${one?.held} ${one?.available}`)];
  };
  expect(await said(free)).toEqual(["RELEASED", true, ...Array(5).fill("0 10")]);
  expect(await said(heldByLot)).toEqual(["HOLD", true, ...Array(5).fill("10 0")]);
  expect(await said(heldByBin)).toEqual(["RELEASED", false, ...Array(5).fill("10 0")]);
  expect(await said(await momentNow())).toEqual(["RELEASED", true, ...Array(5).fill("0 10")]);
  const onHold = { status: "HOLD" as const, productId, days: 30, limit: 5, basis: OCCURRED };
  expect((await listLotsAsOf(reader(), { ...onHold, at: heldByLot })).rows).toHaveLength(1);
  expect((await listLotsAsOf(reader(), { ...onHold, at: free })).rows).toEqual([]);
});

test("of a time whose states were not kept held and available are not told, and what was on hand is", async () => {
  const place = await lotInBin();
  const { lot, bin, warehouseId } = place;
  const before = await momentNow();
  // As a migration finds them that were changed before states were kept: only the present is known.
  await neonClient.$transaction([
    neonClient.$executeRaw`SET LOCAL session_replication_role = replica`,
    neonClient.$executeRaw`UPDATE lot_state SET since = now() WHERE lot_id = ${lot.id}`,
    neonClient.$executeRaw`UPDATE bin_state SET since = now() WHERE location_id = ${bin.id}`,
  ]);
  const unknown = { reserved: "0", held: null, available: null };
  const moment = { at: before, basis: OCCURRED };
  expect(await position(place, before)).toMatchObject({ onHand: "10", ...unknown });
  const then = await getLotAsOf(reader(), { ...moment, id: lot.id });
  expect(then).toMatchObject({
    lot: { onHand: "10", status: null, expiresAt: null, daysLeft: null, ...unknown },
    places: [{ quantity: "10", ...unknown }],
  });
  const map = await mapLocationsAsOf(reader(), { ...moment, warehouseId });
  expect(map.rows).toMatchObject([{ code: "A-1", type: null, isSellable: null, onHand: "10", ...unknown }]);
  expect(await position(place, await momentNow())).toMatchObject({ held: "0", available: "10" });
});

test("states are written by the database alone, and no row of them is changed or taken away", async () => {
  const { lot, bin } = await lotInBin();
  const refusals = [
    () => neonClient.lotState.updateMany({ where: { lotId: lot.id }, data: { status: "HOLD" } }),
    () => neonClient.lotState.deleteMany({ where: { lotId: lot.id } }),
    () => neonClient.binState.updateMany({ where: { locationId: bin.id }, data: { isSellable: false } }),
    () => neonClient.binState.deleteMany({ where: { locationId: bin.id } }),
    () => neonClient.$executeRaw`TRUNCATE lot_state`,
    () => neonClient.$executeRaw`TRUNCATE bin_state`,
  ];
  for (const refusal of refusals) await expect(refusal()).rejects.toThrow(/append-only/);
  // What nothing was ever in may go, with its states.
  const empty = await neonClient.lot.create({ data: { productId: lot.productId, lotNumber: "gone" } });
  await neonClient.lot.delete({ where: { id: empty.id } });
  expect(await neonClient.lotState.count({ where: { lotId: empty.id } })).toBe(0);
});

test("a lot that several change at once ends in the past as it does in the present", async () => {
  const place = await lotInBin();
  const { lot } = place;
  const turn = (status: "HOLD" | "RELEASED" | "RECALLED") =>
    neonClient.$transaction(async (tx) => {
      // Each transaction begins before it has its turn at the row.
      await tx.$queryRaw`SELECT now(), pg_sleep(random() * 0.02)::text`;
      await tx.lot.update({ where: { id: lot.id }, data: { status, version: { increment: 1 } } });
    });
  for (let round = 0; round < 6; round++)
    await Promise.all((["HOLD", "RELEASED", "RECALLED", "HOLD", "RELEASED"] as const).map(turn));
  const { status } = await neonClient.lot.findUniqueOrThrow({ where: { id: lot.id } });
  const at = await momentNow();
  expect((await getLotAsOf(reader(), { at, basis: OCCURRED, id: lot.id })).lot.status).toBe(status);
  const [row] = await neonClient.$queryRaw<{ disorder: number }[]>`
    SELECT count(*)::int AS disorder FROM (SELECT since, lag(since) OVER (ORDER BY seq) AS earlier FROM lot_state WHERE lot_id = ${lot.id}) s WHERE since < earlier`;
  expect(row?.disorder).toBe(0);
});

test("a claim keeps its place, its quantity and its times, and shrinks only by a part that ends as one of its own", async () => {
  const item = await stockOf({ quantity: "10" });
  const other = await stockOf({ quantity: "10" });
  const claim = { reservationType: "MANUAL", referenceId: "m", reservedBy: "test-user" } as const;
  const { id } = await neonClient.stockReservation.create({
    data: { ...claim, inventoryItemId: item.id, quantity: "4" },
  });
  const change = (data: object) => neonClient.stockReservation.update({ where: { id }, data });
  for (const data of [
    { quantity: "5" },
    { quantity: "3" },
    { inventoryItemId: other.id },
    { createdAt: new Date("2020-01-01") },
  ])
    await expect(change(data)).rejects.toThrow(/stays as it was|a part that ends/);
  await expect(neonClient.stockReservation.delete({ where: { id } })).rejects.toThrow(/append-only/);
  await change({ status: "RELEASED" });
  await expect(change({ closedAt: new Date("2020-01-01") })).rejects.toThrow(/stays as it was/);
  const { reservedQuantity } = await neonClient.inventoryItem.findUniqueOrThrow({ where: { id: item.id } });
  expect(reservedQuantity.toString()).toBe("0");
});

test("a bin that has had stock does not become one for goods in transit", async () => {
  const place = await lotInBin();
  const { id, zone, barcode } = place.bin;
  const facts = { zone, barcode, type: "TRANSIT", isSellable: false, pickSequence: 0, maxWeight: null } as const;
  await expect(
    commit((work) => updateLocation(work, { id, version: 1, ...facts, idempotencyKey: KEY })),
  ).rejects.toMatchObject({ rule: "location.transit" });
});

/** A piece that came into A-1 and moved on to A-2, with a moment before, between and after. */
async function pieceOnItsWay() {
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackSerials: true } });
  const { id: warehouseId } = await warehouse();
  const place = { productId, warehouseId, lotId: null, note: null, idempotencyKey: KEY };
  const before = await momentNow();
  await commit((work) =>
    adjustStock(work, {
      ...place,
      location: "A-1",
      delta: "2",
      reason: "FOUND",
      unitCost: "5",
      serials: ["P-1", "P-2"],
    }),
  );
  const first = await momentNow();
  await commit((work) =>
    moveStock(work, { ...place, location: "A-1", toLocation: "A-2", quantity: "1", serials: ["P-1"] }),
  );
  const second = await momentNow();
  const { id } = await neonClient.serialNumber.findFirstOrThrow({ where: { productId, serial: "P-1" } });
  return { id, place, before, first, second };
}

test("a piece was where its last movement by then had taken it, and was not there before it came", async () => {
  const { id, place, before, first, second } = await pieceOnItsWay();
  const piece = async (at: string) => getSerialAsOf(reader(), { id, at, basis: "RECORDED" });
  await expect(piece("2020-01-01T00:00:00Z")).rejects.toMatchObject({ code: "NOT_FOUND", rule: "serial.notYet" });
  await expect(piece(before)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await piece(first)).toMatchObject({ serial: { status: "IN_STOCK", location: "A-1" } });
  expect((await piece(first)).movements).toHaveLength(1);
  expect(await piece(second)).toMatchObject({ serial: { status: "IN_STOCK", location: "A-2" } });
  expect((await piece(second)).movements).toHaveLength(3);
  await commit((work) =>
    adjustStock(work, { ...place, location: "A-2", delta: "-1", reason: "LOST", unitCost: null, serials: ["P-1"] }),
  );
  expect(await piece(await momentNow())).toMatchObject({ serial: { status: "SCRAPPED", location: null } });
  const inStock = { productId: place.productId, status: "IN_STOCK" as const, limit: 5, basis: OCCURRED };
  const { rows } = await listSerialsAsOf(reader(), { ...inStock, at: second });
  expect(rows.map(({ serial, location }) => `${serial} ${location}`)).toEqual(["P-1 A-2", "P-2 A-1"]);
});

test("a piece is not booked as lost, or found, where it was not at the time", async () => {
  const { place, before, first, second } = await pieceOnItsWay();
  const book = (delta: "1" | "-1", location: string, occurredAt: string, serial: string) =>
    commit((work) => {
      const facts = { reason: delta === "1" ? "FOUND" : "LOST", unitCost: delta === "1" ? "5" : null } as const;
      return adjustStock(work, { ...place, ...facts, location, delta, serials: [serial], occurredAt });
    });
  // It was in A-1 then, and moved on later.
  await expect(book("-1", "A-2", first, "P-1")).rejects.toMatchObject({ code: "RULE_BROKEN" });
  await expect(book("-1", "A-1", before, "P-2")).rejects.toMatchObject({ code: "RULE_BROKEN" });
  await book("-1", "A-2", second, "P-1");
  // It lay in A-1 at the time, so it was not found in B-1.
  await expect(book("1", "B-1", first, "P-1")).rejects.toMatchObject({ rule: "serial.elsewhereThen" });
});

test("pages at a pin go on as they began, whatever changes meanwhile", async () => {
  const places = await Promise.all([lotInBin(), lotInBin(), lotInBin()]);
  const input = { at: new Date(Date.now() + 3_600_000).toISOString(), basis: "RECORDED" as const, days: 30 };
  const first = await listLotsAsOf(reader(), { ...input, limit: 1 });
  const all = await listLotsAsOf(reader(), { ...input, limit: 100, pin: first.pin });
  await Promise.all(places.map(({ lot }) => commit((work) => holdLot(work, { id: lot.id, version: 1, ...step }))));
  const rest = await listLotsAsOf(reader(), { ...input, limit: 100, cursor: first.nextCursor ?? undefined });
  expect([...first.rows, ...rest.rows]).toEqual(all.rows);
  expect((await listLotsAsOf(reader(), { ...input, limit: 100 })).rows).not.toEqual(all.rows);
});

test("the past of bins, lots and pieces in other warehouses stays hidden", async () => {
  const { lot, warehouseId } = await lotInBin();
  const { id, place, second: at } = await pieceOnItsWay();
  const scoped = reader(actor({ warehouses: [(await warehouse()).id] }));
  const moment = { at, basis: OCCURRED };
  await expect(listLocationsAsOf(scoped, { ...moment, warehouseId, limit: 5 })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(binContentsAsOf(scoped, { ...moment, warehouseId, location: "A-1" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(mapLocationsAsOf(scoped, { ...moment, warehouseId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await getLotAsOf(scoped, { ...moment, id: lot.id })).toMatchObject({ lot: { onHand: "0" }, places: [] });
  await expect(getSerialAsOf(scoped, { ...moment, id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await listSerialsAsOf(scoped, { ...moment, productId: place.productId, limit: 5 })).rows).toEqual([]);
});
