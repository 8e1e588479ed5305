import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, customer, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getLot } from "../src/lots/index.ts";
import { createOrder } from "../src/orders/index.ts";
import { checkInvariants } from "../src/reporting/index.ts";
import { receiveStock } from "../src/scanning/index.ts";
import { getSerial } from "../src/serials/index.ts";
import { confirmed, oneShipment, pack, pick, ship } from "../src/shipments/shipments.fixture.ts";
import { undoOperation } from "../src/stock/index.ts";
import { build, goods, kitOf, lotOf, put, shelf, unbuild } from "../src/kits/kits.fixture.ts";

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

async function shipped(productId: string, quantity: string, serials?: string[]) {
  const order = await confirmed([{ productId, quantity }]);
  const { id } = await oneShipment(order.id);
  const picked = await pick(id, quantity, serials ? { serials } : {});
  const gone = await ship(await pack({ id, version: picked.version }));
  return { orderId: order.id, shipmentId: gone.id };
}

/** A powder in a mix in a box, each of a lot; two boxes are shipped, one is promised, one is left. */
async function boxes() {
  const here = await shelf();
  const powder = await goods({ trackLots: true });
  const mix = await kitOf({ [powder.id]: "2" }, { trackLots: true });
  const box = await kitOf({ [mix.id]: "1" }, { trackLots: true });
  const supplier = await neonClient.supplier.create({ data: { code: `S-${here}`, name: "Mill" } });
  const bad = await lotOf(powder.id, "BAD");
  await neonClient.lot.update({ where: { id: bad.id }, data: { supplierId: supplier.id, supplierLot: "M-7" } });
  await put(here, powder.id, "12", { lotId: bad.id });
  const mixed = await build(here, mix.id, "5", { lotNumber: "MIX" });
  const boxed = await build(here, box.id, "4", { lotNumber: "BOX" });
  const left = await shipped(box.id, "2");
  const { id: customerId } = await customer();
  const lines = [{ productId: box.id, quantity: "1", unitPrice: null, warehouseId: null }];
  const order = { customerId, lines, currency: null, warehouseId: null, requestedAt: null, note: null };
  const waiting = await commit((work) => createOrder(work, { ...order, place: true, idempotencyKey: KEY }));
  return { here, powder, mix, box, bad, mixed, boxed, left, waiting };
}

test("a lot is followed through kits in kits to every bin and customer, and back to its supplier", async () => {
  const { powder, mix, box, bad, mixed, boxed, left, waiting } = await boxes();
  const forward = await getLot(reader(), { id: bad.id });
  expect(forward.supplierName).toBe("Mill");
  expect(forward.origins).toMatchObject([{ type: "RECEIPT", quantity: "12", location: "A-1" }]);
  expect(forward.madeInto).toMatchObject([
    { depth: 1, sku: mix.sku, lotNumber: "MIX", quantity: "5" },
    { depth: 2, sku: box.sku, lotNumber: "BOX", quantity: "4" },
  ]);
  expect(forward.places.map(({ through, quantity }) => [through?.lotNumber ?? null, quantity])).toEqual([
    [null, "2"],
    ["MIX", "1"],
    ["BOX", "2"],
  ]);
  expect(forward.receivers).toHaveLength(2);
  expect(forward.receivers).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ orderId: waiting.id, state: "PROMISED", quantity: "1" }),
      expect.objectContaining({
        orderId: left.orderId,
        state: "SHIPPED",
        quantity: "2",
        shipments: [expect.objectContaining({ id: left.shipmentId })],
        through: expect.objectContaining({ lotNumber: "BOX", isCertain: true }),
      }),
    ]),
  );
  const back = await getLot(reader(), { id: boxed.lotId ?? "" });
  expect(back.madeFrom).toMatchObject([
    { depth: 1, lotId: mixed.lotId, quantity: "4" },
    { depth: 2, sku: powder.sku, lotId: bad.id, supplierName: "Mill", quantity: "10" },
  ]);
  expect(back.madeInto).toEqual([]);
  expect(back.receivers.map((one) => one.through)).toEqual([null, null]);
});

test("customers are not told to whoever may not read orders, and other warehouses are out of sight", async () => {
  const { bad, here } = await boxes();
  const blind = actor({ permissions: new Set(["lot:read"]) });
  expect((await getLot(reader(blind), { id: bad.id })).receivers).toEqual([]);
  const elsewhere = await getLot(reader(actor({ warehouses: [await shelf()] })), { id: bad.id });
  expect([elsewhere.madeInto, elsewhere.places, elsewhere.receivers, elsewhere.origins]).toEqual([[], [], [], []]);
  expect((await getLot(reader(actor({ warehouses: [here] })), { id: bad.id })).madeInto).toHaveLength(2);
});

test("what was taken back or apart made nothing", async () => {
  const here = await shelf();
  const tea = await goods({ trackLots: true });
  const kit = await kitOf({ [tea.id]: "1" }, { trackLots: true });
  const lot = await lotOf(tea.id, "L");
  await put(here, tea.id, "3", { lotId: lot.id });
  const wrong = await build(here, kit.id, "1", { lotNumber: "WRONG" });
  await commit((work) => undoOperation(work, { id: wrong.operationId, chain: false, idempotencyKey: KEY }, "any"));
  expect((await getLot(reader(), { id: lot.id })).madeInto).toEqual([]);
  const right = await build(here, kit.id, "2", { lotNumber: "RIGHT" });
  await unbuild(here, kit.id, "1", { lotId: right.lotId });
  const view = await getLot(reader(), { id: lot.id });
  expect(view.madeInto).toMatchObject([{ lotNumber: "RIGHT", quantity: "2" }]);
  expect(view.madeFrom).toEqual([]);
});

test("a piece tells what it was built into and who got that, and a built piece what is in it", async () => {
  const here = await shelf();
  const drive = await goods({ trackSerials: true });
  const server = await kitOf({ [drive.id]: "1" }, { trackSerials: true });
  await put(here, drive.id, "2", { serials: ["D-1", "D-2"] });
  await build(here, server.id, "1", { serials: ["S-1"] });
  await build(here, server.id, "1", { serials: ["S-2"] });
  const gone = await shipped(server.id, "1", ["S-2"]);
  const find = (serial: string) => neonClient.serialNumber.findFirstOrThrow({ where: { serial } });
  const [first, second, built] = [await find("D-1"), await find("D-2"), await find("S-2")];
  expect((await getSerial(reader(), second.id)).receivers).toMatchObject([{ orderId: gone.orderId, state: "SHIPPED" }]);
  const other = await getSerial(reader(), first.id);
  expect([other.receivers, other.madeInto.map((one) => one.serial), other.places.map((one) => one.quantity)]).toEqual([
    [],
    ["S-1"],
    ["1"],
  ]);
  expect((await getSerial(reader(), built.id)).madeFrom).toMatchObject([{ serial: "D-2", depth: 1 }]);
});

test("through kits without lots everybody who got one later may have some of it", async () => {
  const here = await shelf();
  const tea = await goods({ trackLots: true });
  const kit = await kitOf({ [tea.id]: "1" });
  const [good, bad] = [await lotOf(tea.id, "GOOD"), await lotOf(tea.id, "POOR")];
  await put(here, tea.id, "2", { lotId: good.id });
  await build(here, kit.id, "2");
  await shipped(kit.id, "1");
  await put(here, tea.id, "2", { lotId: bad.id });
  await build(here, kit.id, "2");
  const later = await shipped(kit.id, "1");
  const view = await getLot(reader(), { id: bad.id });
  expect(view.receivers).toMatchObject([{ orderId: later.orderId, through: { isCertain: false } }]);
  expect(view.places).toMatchObject([{ quantity: "2", through: { isCertain: false } }]);
});

test("goods that were scanned in tell so", async () => {
  const here = await shelf();
  const tea = await goods({ trackLots: true });
  const input = {
    productId: tea.id,
    warehouseId: here,
    location: "R",
    quantity: "4",
    lotNumber: "NEW",
    expiresAt: null,
  };
  await commit((work) => receiveStock(work, { ...input, unitCost: null, note: null, idempotencyKey: KEY }));
  const lot = await neonClient.lot.findFirstOrThrow({ where: { productId: tea.id } });
  expect((await getLot(reader(), lot)).origins).toMatchObject([{ type: "RECEIPT", quantity: "4", location: "R" }]);
});
