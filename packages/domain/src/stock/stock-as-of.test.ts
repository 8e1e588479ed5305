import { sum } from "@invista/contracts/quantity";
import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adjustStock } from "./adjust-stock.ts";
import { listStock } from "./list-stock.ts";
import { moveStock } from "./move-stock.ts";
import { getStockAsOf, listStockAsOf } from "./stock-as-of.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

type Item = Awaited<ReturnType<typeof stockOf>>;
const adjust = (item: Item, delta: string, occurredAt: string | null = null) =>
  commit((work) =>
    adjustStock(work, {
      productId: item.productId,
      warehouseId: item.warehouseId,
      location: item.location,
      lotId: null,
      delta,
      reason: "FOUND",
      unitCost: null,
      note: null,
      occurredAt,
      idempotencyKey: KEY,
    }),
  );
const databaseNow = async () => {
  const [row] = await neonClient.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
  if (!row) throw new Error("the database has no clock");
  return row.at.toISOString();
};
const claim = (item: Item, quantity: string) =>
  neonClient.stockReservation.create({
    data: { inventoryItemId: item.id, quantity, reservationType: "MANUAL", referenceId: "m", reservedBy: "test-user" },
  });
const at = (item: Item, moment: string, basis: AsOfBasis = "OCCURRED") =>
  getStockAsOf(reader(), { productId: item.productId, warehouseId: item.warehouseId, at: moment, basis });

test("a position as of a moment is what the movements up to it made, by bin", async () => {
  const item = await stockOf({ quantity: "10" });
  const atFirst = await databaseNow();
  await adjust(item, "-4");
  const reduced = await databaseNow();
  await commit((work) =>
    moveStock(work, {
      productId: item.productId,
      warehouseId: item.warehouseId,
      location: item.location,
      lotId: null,
      quantity: "2",
      toLocation: "B-2",
      note: null,
      idempotencyKey: KEY,
    }),
  );
  expect(await at(item, atFirst)).toMatchObject({
    position: { onHand: "10", onHandNow: "6", since: "-4" },
    items: [{ location: item.location, quantity: "10" }],
  });
  expect((await at(item, reduced)).position.onHand).toBe("6");
  const inBin = async (location: string) =>
    (
      await listStockAsOf(reader(), {
        at: await databaseNow(),
        basis: "OCCURRED",
        limit: 5,
        productId: item.productId,
        location,
      })
    ).rows;
  expect(await inBin("B-2")).toMatchObject([{ onHand: "2", onHandNow: "2" }]);
  expect(await inBin("C-9")).toEqual([]);
  const now = await at(item, await databaseNow());
  expect(now.position).toMatchObject({ onHand: "6", since: "0" });
  expect(new Map(now.items.map((one) => [one.location, one.quantity]))).toEqual(
    new Map([
      [item.location, "4"],
      ["B-2", "2"],
    ]),
  );
});

test("what was reserved then is told by bin, also after the claim has ended", async () => {
  const item = await stockOf({ quantity: "10" });
  const free = await databaseNow();
  const { id } = await claim(item, "4");
  const promised = await databaseNow();
  await neonClient.stockReservation.update({ where: { id }, data: { status: "RELEASED" } });
  expect((await at(item, free)).position.reserved).toBe("0");
  expect(await at(item, promised)).toMatchObject({
    position: { onHand: "10", reserved: "4" },
    items: [{ location: item.location, reserved: "4" }],
  });
  expect((await at(item, await databaseNow())).position.reserved).toBe("0");
});

test("what was recorded late is part of what was true then, and not of what was known then", async () => {
  const item = await stockOf({ quantity: "10" });
  const before = await databaseNow();
  await adjust(item, "-3", before);
  expect((await at(item, before, "OCCURRED")).position.onHand).toBe("7");
  expect((await at(item, before, "RECORDED")).position.onHand).toBe("10");
});

test("the list as of now equals the present for every position, with both meanings of a moment", async () => {
  const [, claimed] = await Promise.all([stockOf({ quantity: "3" }), stockOf({ quantity: "8" })]);
  await claim(claimed, "5");
  const present = new Map<string, string>();
  for (let cursor: string | undefined; ;) {
    const page = await listStock(reader(), { limit: 2, sort: "sku", direction: "asc", cursor });
    for (const row of page.rows) present.set(`${row.productId}.${row.warehouseId}`, `${row.onHand}, ${row.reserved}`);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  for (const basis of ["OCCURRED", "RECORDED"] as const) {
    const then = new Map<string, string>();
    const moment = await databaseNow();
    for (let cursor: string | undefined; ;) {
      const page = await listStockAsOf(reader(), { at: moment, basis, limit: 2, cursor });
      for (const row of page.rows)
        then.set(`${row.productId}.${row.warehouseId}`, `${sum([row.onHand, row.inTransit])}, ${row.reserved}`);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(then.size).toBeGreaterThan(3);
    expect(then).toEqual(present);
    expect([...then.values()]).toContain("8, 5");
  }
});

test("read at a pin, pages and repetitions give the same rows whoever writes meanwhile", async () => {
  const items = await Promise.all(["5", "6", "7"].map((quantity) => stockOf({ quantity })));
  const moment = new Date(Date.now() + 3_600_000).toISOString();
  const input = { at: moment, basis: "RECORDED" as const, limit: 100 };
  const first = await listStockAsOf(reader(), { ...input, limit: 1 });
  const all = await listStockAsOf(reader(), { ...input, pin: first.pin });
  await Promise.all(items.map((item) => adjust(item, "2")));
  expect((await listStockAsOf(reader(), { ...input, pin: first.pin })).rows).toEqual(all.rows);
  const rest = await listStockAsOf(reader(), { ...input, cursor: first.nextCursor ?? undefined });
  expect([...first.rows, ...rest.rows]).toEqual(all.rows);
  expect((await listStockAsOf(reader(), input)).rows).not.toEqual(all.rows);
});

test("the past of other warehouses and its value stay hidden from those who may not see them", async () => {
  const item = await stockOf({ quantity: "5" });
  const elsewhere = await warehouse();
  const scoped = actor({ warehouses: [elsewhere.id] });
  const moment = await databaseNow();
  expect((await listStockAsOf(reader(scoped), { at: moment, basis: "OCCURRED", limit: 100 })).rows).toEqual([]);
  await expect(
    getStockAsOf(reader(scoped), {
      productId: item.productId,
      warehouseId: item.warehouseId,
      at: moment,
      basis: "OCCURRED",
    }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  const blind = actor({ permissions: new Set(["stock:read"]) });
  const [row] = (await listStockAsOf(reader(blind), { at: moment, basis: "OCCURRED", limit: 1 })).rows;
  expect(row?.value).toBeNull();
});
