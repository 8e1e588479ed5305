import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, customer, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrder, getOrder } from "../orders/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { listStock, postMovements } from "../stock/index.ts";
import { createLot, getLot, holdLot, listLots, recallLot, releaseLot, updateLot } from "./index.ts";

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

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
async function tracked(fields: { trackExpiry?: boolean; shelfLifeDays?: number } = {}) {
  const { id } = await product();
  return neonClient.product.update({ where: { id }, data: { trackLots: true, ...fields } });
}
const make = (productId: string, lotNumber: string, expiresAt: string | null, manufacturedAt: string | null = null) =>
  commit((work) =>
    createLot(work, {
      productId,
      lotNumber,
      expiresAt,
      manufacturedAt,
      supplierId: null,
      supplierLot: null,
      notes: null,
      idempotencyKey: KEY,
    }),
  );
const stock = (productId: string, warehouseId: string, lotId: string, quantity: string) =>
  commit(async (work) => {
    const [line] = await postMovements(work, [
      { productId, warehouseId, location: "A-1", lotId, type: "OPENING", quantity, unitCost: "1" },
    ]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: lotId });
    return { itemId: line?.inventory_item_id ?? "" };
  });
const order = (customerId: string, productId: string, quantity: string) =>
  commit((work) =>
    createOrder(work, {
      customerId,
      currency: null,
      warehouseId: null,
      requestedAt: null,
      note: null,
      place: true,
      lines: [
        {
          productId,
          quantity,
          unitPrice: null,
          warehouseId: null,
        },
      ],
      idempotencyKey: KEY,
    }),
  );
const step = (lot: { id: string; version: number }) => ({
  id: lot.id,
  version: lot.version,
  reason: "Cracks were found",
  idempotencyKey: KEY,
});
const available = async (productId: string) =>
  (await listStock(reader(), { limit: 100, sort: "sku", direction: "asc" })).rows.find(
    (row) => row.productId === productId,
  )?.available;

test("a lot's expiry follows from its making and the shelf life; contradictory or missing days are refused", async () => {
  const glue = await tracked({ trackExpiry: true, shelfLifeDays: 90 });
  const lot = await make(glue.id, "A1", null, "2026-01-01");
  expect((await getLot(reader(), lot)).lot).toMatchObject({ expiresAt: "2026-04-01", status: "RELEASED" });
  await expect(make(glue.id, "A2", null)).rejects.toMatchObject({ rule: "lot.expiryMissing" });
  await expect(make(glue.id, "A3", "2026-01-01", "2026-02-01")).rejects.toMatchObject({
    rule: "lot.expiryBeforeManufacture",
  });
  await expect(make(glue.id, "A1", "2027-01-01")).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(make((await product()).id, "A1", null)).rejects.toMatchObject({ rule: "lot.notTracked" });
});

test("orders take the lot that expires first; expired and held lots are in stock but not available", async () => {
  const glue = await tracked();
  const { id: place } = await warehouse();
  const [late, soon, over, held] = await Promise.all([
    make(glue.id, "LATE", day(200)),
    make(glue.id, "SOON", day(20)),
    make(glue.id, "OVER", day(-1)),
    make(glue.id, "HELD", day(90)),
  ]);
  for (const lot of [late, soon, over, held]) await stock(glue.id, place, lot.id, "10");
  await commit((work) => holdLot(work, step(held)));
  expect(await available(glue.id)).toBe("20");
  const placed = await order((await customer()).id, glue.id, "14");
  const claims = await neonClient.stockReservation.findMany({
    where: { referenceId: placed.id },
    include: { inventoryItem: { include: { lot: true } } },
    orderBy: { quantity: "desc" },
  });
  expect(claims.map((claim) => [claim.inventoryItem.lot?.lotNumber, claim.quantity.toString()])).toEqual([
    ["SOON", "10"],
    ["LATE", "4"],
  ]);
  const board = async (view: "EXPIRING" | "EXPIRED", days = 30) =>
    (await listLots(reader(), { limit: 50, view, days, productId: glue.id })).rows.map((row) => row.lotNumber);
  expect(await board("EXPIRING")).toEqual(["SOON"]);
  expect(await board("EXPIRING", 100)).toEqual(["SOON", "HELD"]);
  expect(await board("EXPIRED")).toEqual(["OVER"]);
});

test("a recall names who is promised the lot and where it lies, gives back what was not picked, and can be ended", async () => {
  const glue = await tracked();
  const { id: place } = await warehouse();
  const lot = await make(glue.id, "BAD", day(100));
  const { itemId } = await stock(glue.id, place, lot.id, "10");
  const buyer = await customer();
  const [waiting, picked] = [await order(buyer.id, glue.id, "3"), await order(buyer.id, glue.id, "2")];
  await neonClient.stockReservation.updateMany({ where: { referenceId: picked.id }, data: { status: "PICKED" } });
  expect(await getLot(reader(), lot)).toMatchObject({
    places: [{ inventoryItemId: itemId, quantity: "10", reserved: "5" }],
    receivers: [
      { orderId: waiting.id, quantity: "3", state: "PROMISED" },
      { orderId: picked.id, quantity: "2", state: "PROMISED" },
    ],
  });
  const recalled = await commit((work) => recallLot(work, step(lot)));
  expect(recalled).toMatchObject({ status: "RECALLED", released: 1 });
  expect((await getOrder(reader(), waiting)).items.map((item) => item.reserved)).toEqual(["0"]);
  expect((await getOrder(reader(), picked)).items.map((item) => item.reserved)).toEqual(["2"]);
  expect(await available(glue.id)).toBe("0");
  await expect(order(buyer.id, glue.id, "1")).rejects.toMatchObject({ code: "RULE_BROKEN" });
  await expect(commit((work) => recallLot(work, step(recalled)))).rejects.toMatchObject({ rule: "lot.step" });
  const clerk = actor({ role: "Warehouse operator" });
  await expect(commit((work) => releaseLot(work, step(recalled)), { as: clerk })).rejects.toMatchObject({
    rule: "lot.step",
  });
  await commit((work) => releaseLot(work, step(recalled)));
  expect(await available(glue.id)).toBe("8");
});

test("of a recall and orders at once no order keeps a claim that is not picked", async () => {
  const glue = await tracked();
  const { id: place } = await warehouse();
  const lot = await make(glue.id, "RACE", day(100));
  await stock(glue.id, place, lot.id, "20");
  const buyer = await customer();
  const outcomes = await Promise.allSettled([
    ...[1, 2, 3, 4, 5, 6].map(() => order(buyer.id, glue.id, "1")),
    commit((work) => recallLot(work, step(lot))),
    ...[1, 2, 3].map(() => order(buyer.id, glue.id, "1")),
  ]);
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  for (const reason of refused) expect(reason).toMatchObject({ code: "RULE_BROKEN" });
  expect((await getLot(reader(), lot)).lot).toMatchObject({ status: "RECALLED", reserved: "0" });
});

test("two people who change one lot: the second is told, and a lot of other warehouses shows no stock", async () => {
  const glue = await tracked();
  const { id: place } = await warehouse();
  const lot = await make(glue.id, "TWO", day(100));
  await stock(glue.id, place, lot.id, "4");
  const change = (notes: string) =>
    commit((work) =>
      updateLot(work, {
        id: lot.id,
        version: lot.version,
        notes,
        expiresAt: day(50),
        manufacturedAt: null,
        supplierId: null,
        supplierLot: "S-1",
        idempotencyKey: KEY,
      }),
    );
  await change("first");
  await expect(change("second")).rejects.toMatchObject({ code: "STALE" });
  const elsewhere = reader(actor({ warehouses: [(await warehouse()).id] }));
  expect(await getLot(elsewhere, lot)).toMatchObject({ lot: { onHand: "0", expiresAt: day(50) }, places: [] });
});
