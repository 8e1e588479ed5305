import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allocateOrder, cancelOrder, holdOrder } from "../orders/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { receiveStock } from "../scanning/index.ts";
import { undoOperation } from "../stock/index.ts";
import { cancelShipment, deliverShipment, putBack, refuseShipment, unpackShipment } from "./index.ts";
import {
  confirmed,
  makeShipments,
  oneShipment,
  pack,
  pick,
  shelf,
  ship,
  short,
  stateOf,
  view,
} from "./shipments.fixture.ts";

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

const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
const because = (ref: { id: string; version: number }) => ({ ...seen(ref), reason: "Asked for" });

test("stock leaves when a shipment leaves and not before; with the last line the order is completed", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const made = await oneShipment(id);
  const untouched = { bins: { "A-1": "10 4" }, lines: ["4 0 4"] };
  expect(await stateOf(id)).toMatchObject({ order: "CONFIRMED", shipments: ["DRAFT"], ...untouched });
  await pick(made.id, "1");
  const picked = await pick(made.id, "3");
  expect(picked.lines).toEqual([{ lineId: expect.any(String), picked: "4", left: "0" }]);
  expect(await stateOf(id)).toMatchObject({ order: "PROCESSING", shipments: ["PICKING"], ...untouched });
  const packed = await pack(picked);
  expect(await stateOf(id)).toMatchObject({ order: "PROCESSING", shipments: ["PACKED"], ...untouched });
  const sent = await ship(packed);
  expect(await stateOf(id)).toMatchObject({
    order: "COMPLETED",
    shipments: ["SHIPPED"],
    bins: { "A-1": "6 0" },
    lines: ["0 4 4"],
  });
  const arrived = await commit((work) => deliverShipment(work, seen(sent)));
  expect(arrived.status).toBe("DELIVERED");
});

test("an order in two warehouses becomes two shipments, and is completed with the second", async () => {
  const { id: productId } = await product();
  await shelf({ "A-1": "3" }, { id: productId });
  await shelf({ "B-1": "2" }, { id: productId });
  const { id } = await confirmed([{ productId, quantity: "5" }]);
  const { shipments } = await makeShipments([id]);
  expect(shipments).toHaveLength(2);
  for (const made of shipments) {
    const { shipment } = await view(made.id);
    await ship(await pack(await pick(made.id, shipment.quantity)));
    expect((await stateOf(id)).order).toBe(made === shipments.at(-1) ? "COMPLETED" : "PROCESSING");
  }
  await expect(makeShipments([id])).rejects.toMatchObject({ rule: "shipment.orderNotOpen" });
});

test("a short pick frees what was not found, puts the bin on a count and leaves the line on backorder, which other stock fills", async () => {
  const { productId, warehouseId } = await shelf({ "A-1": "5" });
  const { id } = await confirmed([{ productId, quantity: "5" }]);
  const made = await oneShipment(id);
  await pick(made.id, "3");
  const given = await short(made.id);
  expect(await stateOf(id)).toMatchObject({ bins: { "A-1": "5 3" }, lines: ["3 0 5"] });
  const claims = await neonClient.stockReservation.findMany({
    where: { referenceId: id },
    orderBy: { quantity: "asc" },
    select: { quantity: true, status: true },
  });
  expect(claims.map((claim) => `${claim.quantity.toString()} ${claim.status}`)).toEqual(["2 RELEASED", "3 PICKED"]);
  const count = await neonClient.stockCount.findUniqueOrThrow({ where: { countNumber: given.countNumber } });
  expect(count).toMatchObject({ warehouseId, status: "PLANNED", scope: { bins: ["A-1"], productIds: [productId] } });
  await ship(await pack(given));
  expect(await stateOf(id)).toMatchObject({ order: "PROCESSING", lines: ["0 3 5"] });
  // What is said to lie in the bin that was short is not promised to the same order again.
  const order = await neonClient.order.findUniqueOrThrow({ where: { id } });
  const again = () => commit((work) => allocateOrder(work, seen(order)));
  await expect(again()).rejects.toMatchObject({ rule: "order.nothingToAllocate" });
  await neonClient.inventoryItem.create({ data: { productId, warehouseId, location: "C-1", quantity: "1" } });
  expect(await again()).toMatchObject({ reserved: "1", open: "1" });
  const rest = await oneShipment(id);
  await ship(await pack(await pick(rest.id, "1")));
  expect(await stateOf(id)).toMatchObject({ order: "PROCESSING", lines: ["0 4 5"] });
});

test("a line of which nothing was found ships nothing", async () => {
  const { productId } = await shelf({ "A-1": "5" });
  const other = await shelf({ "A-1": "5" });
  const { id } = await confirmed([
    { productId, quantity: "2" },
    { productId: other.productId, quantity: "1", warehouseId: other.warehouseId },
  ]);
  const { shipments } = await makeShipments([id]);
  for (const made of shipments) {
    const { lines } = await view(made.id);
    if (lines[0]?.productId === productId) {
      const empty = await short(made.id);
      await expect(pack(empty)).rejects.toMatchObject({ rule: "shipment.step" });
      await commit((work) => cancelShipment(work, because(empty)));
    } else await ship(await pack(await pick(made.id, "1")));
  }
  expect(await stateOf(id)).toMatchObject({ order: "PROCESSING", lines: ["0 0 2", "0 1 1"] });
});

test("shipping can be undone: goods, claims, counters and the order's state are as they were, and it can leave again", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const packed = await pack(await pick((await oneShipment(id)).id, "4"));
  const before = await stateOf(id);
  const sent = await ship(packed);
  await commit((work) => undoOperation(work, { id: sent.operationId, chain: false, idempotencyKey: KEY }, "own"));
  expect(await stateOf(id)).toEqual(before);
  await ship((await view(packed.id)).shipment);
  expect(await stateOf(id)).toMatchObject({ order: "COMPLETED", lines: ["0 4 4"] });
});

test("what was delivered is not taken back by an undo", async () => {
  const { productId } = await shelf({ "A-1": "1" });
  const { id } = await confirmed([{ productId, quantity: "1" }]);
  const sent = await ship(await pack(await pick((await oneShipment(id)).id, "1")));
  await commit((work) => deliverShipment(work, seen(sent)));
  const undo = commit((work) =>
    undoOperation(work, { id: sent.operationId, chain: false, idempotencyKey: KEY }, "own"),
  );
  await expect(undo).rejects.toMatchObject({ rule: "shipment.step" });
});

test("putting back, unpacking and cancelling lead back to where it was", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const made = await oneShipment(id);
  await pick(made.id, "4");
  const [line] = (await view(made.id)).lines;
  const back = (quantity: string) =>
    commit((work) => putBack(work, { id: made.id, lineId: line?.id ?? "", quantity, idempotencyKey: KEY }));
  await expect(back("5")).rejects.toMatchObject({ rule: "shipment.notSoMuchPicked" });
  await expect(pack(await back("1"))).rejects.toMatchObject({ rule: "shipment.notPicked", details: { left: "1" } });
  await back("3");
  const claim = () => neonClient.stockReservation.findMany({ where: { referenceId: id }, select: { status: true } });
  expect(await claim()).toEqual([{ status: "ACTIVE" }]);
  const packed = await pack(await pick(made.id, "4"));
  const opened = await commit((work) => unpackShipment(work, seen(packed)));
  expect(opened.status).toBe("PICKING");
  await commit((work) => cancelShipment(work, because(opened)));
  expect(await stateOf(id)).toMatchObject({ shipments: ["CANCELLED"], bins: { "A-1": "10 4" }, lines: ["4 0 4"] });
  expect(await claim()).toEqual([{ status: "ACTIVE" }]);
  expect((await oneShipment(id)).status).toBe("DRAFT");
});

test("a refused shipment is back in quarantine at the cost at which it left", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const sent = await ship(await pack(await pick((await oneShipment(id)).id, "4")));
  const refused = await commit((work) => refuseShipment(work, because(sent)), { procedure: "shipment.refuse" });
  expect(await stateOf(id)).toMatchObject({ bins: { "A-1": "6 0", "~QUARANTINE": "4 0" } });
  const movements = await neonClient.stockMovement.findMany({
    where: { referenceId: sent.id },
    orderBy: { seq: "asc" },
  });
  expect(movements.map((movement) => movement.type)).toEqual(["SHIPMENT", "RETURN_IN"]);
  expect(movements.map((movement) => movement.valueDelta.toString())).toEqual(["-10.04", "10.04"]);
  const [line] = await neonClient.orderItem.findMany({ where: { orderId: id } });
  expect(line?.returnedQuantity.toString()).toBe("4");
  await commit((work) => undoOperation(work, { id: refused.operationId, chain: false, idempotencyKey: KEY }, "own"));
  expect(await stateOf(id)).toMatchObject({ shipments: ["SHIPPED"], bins: { "A-1": "6 0" } });
  const [after] = await neonClient.orderItem.findMany({ where: { orderId: id } });
  expect(after?.returnedQuantity.toString()).toBe("0");
});

test("nothing is picked or shipped of an order that is on hold, and a cancelled order gives its shipments up", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const made = await oneShipment(id);
  await pick(made.id, "2");
  const order = () => neonClient.order.findUniqueOrThrow({ where: { id } });
  const held = await commit(async (work) => holdOrder(work, because(await order())));
  await expect(pick(made.id, "1")).rejects.toMatchObject({ rule: "shipment.orderNotOpen" });
  expect((await view(made.id)).actions).toEqual(["cancel"]);
  await commit((work) => cancelOrder(work, because(held)));
  expect(await stateOf(id)).toMatchObject({
    order: "CANCELLED",
    shipments: ["CANCELLED"],
    bins: { "A-1": "10 0" },
    lines: ["0 0 4"],
  });
});

test("more than is left is not picked, and the lines of another shipment are not found", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const made = await oneShipment(id);
  await expect(pick(made.id, "5")).rejects.toMatchObject({ rule: "shipment.moreThanLeft", details: { left: "4" } });
  await expect(pick(made.id, "0.5")).rejects.toMatchObject({ rule: "quantity.precision" });
  await expect(makeShipments([id])).rejects.toMatchObject({ rule: "shipment.nothingReserved" });
});

test("two pick the last piece of a line at once: one has it", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const made = await oneShipment(id);
  await pick(made.id, "3");
  const answers = await Promise.allSettled([pick(made.id, "1"), pick(made.id, "1")]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect((await view(made.id)).lines[0]).toMatchObject({ picked: "4", left: "0" });
});

test("two ship one shipment at once: it leaves once", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const packed = await pack(await pick((await oneShipment(id)).id, "4"));
  const answers = await Promise.allSettled([ship(packed), ship(packed)]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(await stateOf(id)).toMatchObject({ bins: { "A-1": "6 0" }, lines: ["0 4 4"] });
});

test("two make shipments of one order at once: its stock is in one of them", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  await Promise.allSettled([makeShipments([id]), makeShipments([id])]);
  expect((await stateOf(id)).shipments).toEqual(["DRAFT"]);
});

test("pieces with serial numbers are picked by name, and only those leave", async () => {
  const { productId } = await shelf({});
  const { warehouseId } = await shelf({});
  await neonClient.product.update({ where: { id: productId }, data: { trackSerials: true } });
  await commit((work) =>
    receiveStock(work, {
      productId,
      warehouseId,
      location: "S-1",
      quantity: "3",
      lotNumber: null,
      expiresAt: null,
      unitCost: "2",
      note: null,
      serials: ["N1", "N2", "N3"],
      idempotencyKey: KEY,
    }),
  );
  const { id } = await confirmed([{ productId, quantity: "2" }]);
  const made = await oneShipment(id);
  await expect(pick(made.id, "1")).rejects.toMatchObject({ rule: "serial.count" });
  await expect(pick(made.id, "1", { serials: ["N9"] })).rejects.toMatchObject({ rule: "serial.notHere" });
  await pick(made.id, "1", { serials: ["N3"] });
  await expect(pick(made.id, "1", { serials: ["N3"] })).rejects.toMatchObject({ rule: "shipment.pieceTaken" });
  await ship(await pack(await pick(made.id, "1", { serials: ["N1"] })));
  const pieces = await neonClient.serialNumber.findMany({ where: { productId }, orderBy: { serial: "asc" } });
  expect(pieces.map((piece) => [piece.serial, piece.status, piece.orderItemId !== null])).toEqual([
    ["N1", "SHIPPED", true],
    ["N2", "IN_STOCK", false],
    ["N3", "SHIPPED", true],
  ]);
});
