import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { adjustStock } from "./adjust-stock.ts";
import { binContents, createLocation, mapLocations, moveContents } from "./index.ts";
import { moveStock } from "./move-stock.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

const move = (warehouseId: string, location: string, toLocation: string, as = actor()) =>
  commit((work) => moveContents(work, { warehouseId, location, toLocation, idempotencyKey: KEY }), { as });
const bin = (warehouseId: string, code: string, fields: { isSellable?: boolean; maxWeight?: string } = {}) =>
  commit((work) =>
    createLocation(work, {
      warehouseId,
      code,
      zone: "A",
      type: fields.isSellable === false ? "QUARANTINE" : "PICK",
      isSellable: true,
      pickSequence: 1,
      barcode: null,
      maxWeight: null,
      idempotencyKey: KEY,
      ...fields,
    }),
  );
const within = async (warehouseId: string, location: string) =>
  (await binContents(reader(), { warehouseId, location })).rows.map((row) => [row.productId, row.quantity]);

test("a bin is emptied into another in one operation; what is reserved stays, and the map tells both", async () => {
  const { id } = await warehouse();
  await bin(id, "A-1", { maxWeight: "40" });
  await bin(id, "A-2");
  const one = await stockOf({ quantity: "10", warehouseId: id, location: "A-1" });
  const two = await stockOf({ quantity: "4", warehouseId: id, location: "A-1" });
  await neonClient.product.update({ where: { id: one.productId }, data: { weight: "2.5" } });
  await neonClient.stockReservation.create({
    data: { inventoryItemId: two.id, quantity: "3", reservationType: "MANUAL", referenceId: "r", reservedBy: "u" },
  });
  const before = (await mapLocations(reader(), id)).rows.find((row) => row.code === "A-1");
  expect(before).toMatchObject({ positions: 2, onHand: "14", reserved: "3", weight: "25", maxWeight: "40" });
  expect(await move(id, "A-1", "A-2")).toMatchObject({ moved: 2, stayed: 1 });
  expect(await within(id, "A-1")).toEqual([[two.productId, "3"]]);
  expect(
    new Map(await within(id, "A-2").then((rows) => rows.map(([product, quantity]) => [product, quantity] as const))),
  ).toEqual(
    new Map([
      [one.productId, "10"],
      [two.productId, "1"],
    ]),
  );
  await expect(move(id, "A-1", "A-2")).rejects.toMatchObject({ rule: "location.allReserved" });
});

test("what a bin can't bear is put into none: not by moving, nor by two who fill it at once; what is found there is booked", async () => {
  const { id } = await warehouse();
  await bin(id, "A-1");
  await bin(id, "L-1", { maxWeight: "20" });
  const { productId } = await stockOf({ quantity: "30", warehouseId: id, location: "A-1" });
  await neonClient.product.update({ where: { id: productId }, data: { weight: "2.5" } });
  const put = (quantity: string) =>
    commit((work) =>
      moveStock(work, {
        productId,
        warehouseId: id,
        location: "A-1",
        lotId: null,
        quantity,
        toLocation: "L-1",
        note: null,
        idempotencyKey: KEY,
      }),
    );
  await expect(put("9")).rejects.toMatchObject({
    rule: "location.bears",
    details: { location: "L-1", max: "20", load: "22.5" },
  });
  await expect(move(id, "A-1", "L-1")).rejects.toMatchObject({ rule: "location.bears" });
  const both = await Promise.allSettled([put("5"), put("5")]);
  expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  await commit((work) =>
    adjustStock(work, {
      productId,
      warehouseId: id,
      location: "L-1",
      lotId: null,
      delta: "9",
      reason: "FOUND",
      unitCost: null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
  expect((await mapLocations(reader(), id)).rows.find((row) => row.code === "L-1")).toMatchObject({ weight: "35" });
});

test("nothing to move, the same bin, a bin of another kind and a warehouse out of reach are refused", async () => {
  const { id } = await warehouse();
  await bin(id, "Q-1", { isSellable: false });
  await bin(id, "A-1");
  await stockOf({ quantity: "1", warehouseId: id, location: "A-1" });
  await expect(move(id, "A-2", "A-1")).rejects.toMatchObject({ rule: "location.empty" });
  await expect(move(id, "A-1", "A-1")).rejects.toMatchObject({ rule: "stock.sameBin" });
  await expect(move(id, "A-1", "Q-1")).rejects.toMatchObject({ rule: "stock.moveChangesHold" });
  await expect(move(id, "A-1", "A-2", actor({ warehouses: ["elsewhere"] }))).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("emptied twice at once, and while something is taken out: nothing is lost or doubled", async () => {
  const { id } = await warehouse();
  const item = await stockOf({ quantity: "10", warehouseId: id, location: "A-1" });
  const take = () =>
    commit((work) =>
      adjustStock(work, {
        productId: item.productId,
        warehouseId: id,
        location: "A-1",
        lotId: null,
        delta: "-4",
        reason: "LOST",
        unitCost: null,
        note: null,
        idempotencyKey: KEY,
      }),
    );
  const results = await Promise.allSettled([move(id, "A-1", "B-1"), move(id, "A-1", "B-2"), take()]);
  const taken = results[2]?.status === "fulfilled" ? 4 : 0;
  const { _sum } = await neonClient.inventoryItem.aggregate({
    where: { productId: item.productId },
    _sum: { quantity: true },
  });
  expect(Number(_sum.quantity)).toBe(10 - taken);
  expect(results.slice(0, 2).filter((result) => result.status === "fulfilled")).toHaveLength(1);
});
