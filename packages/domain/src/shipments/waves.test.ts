import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWave, getBoard, getPickRoute, listCarriers, listShipments, saveCarrier, shipShipment } from "./index.ts";
import { confirmed, makeShipments, oneShipment, pack, pick, shelf, view } from "./shipments.fixture.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("a wave is one walk through shipments of one warehouse, in the order of its bins", async () => {
  const { productId, warehouseId } = await shelf({ "B-1": "1", "A-1": "9" });
  for (const [code, pickSequence] of Object.entries({ "A-1": 1, "B-1": 2 }))
    await neonClient.storageLocation.update({
      where: { warehouseId_code: { warehouseId, code } },
      data: { pickSequence },
    });
  const orders = [await confirmed([{ productId, quantity: "2" }]), await confirmed([{ productId, quantity: "8" }])];
  const { shipments } = await makeShipments(orders.map((order) => order.id));
  const wave = await commit((work) =>
    createWave(work, { shipmentIds: shipments.map((one) => one.id), idempotencyKey: KEY }),
  );
  const route = await getPickRoute(reader(), { waveId: wave.id });
  expect(route).toMatchObject({ number: wave.waveNumber, warehouseId });
  const bins = route.lines.map((line) => line.location);
  expect(bins).toEqual(bins.toSorted());
  expect(route.lines.reduce((all, line) => all + Number(line.quantity), 0)).toBe(10);
  const again = commit((work) => createWave(work, { shipmentIds: [shipments[0]?.id ?? ""], idempotencyKey: KEY }));
  await expect(again).rejects.toMatchObject({ rule: "shipment.inWave" });
});

test("who does not reach the warehouse sees neither shipment nor walk nor board, and can't make one", async () => {
  const { productId, warehouseId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "4" }]);
  const stranger = actor({ warehouses: ["elsewhere"] });
  await expect(makeShipments([id], { as: stranger })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await getBoard(reader(), { warehouseId })).ordersWaiting.map((order) => order.id)).toEqual([id]);
  expect((await getBoard(reader(stranger), {})).ordersWaitingTotal).toBe(0);
  const made = await oneShipment(id);
  expect((await getBoard(reader(), { warehouseId })).toPick).toMatchObject({ total: 1, rows: [{ id: made.id }] });
  await expect(view(made.id, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(getPickRoute(reader(stranger), { shipmentId: made.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await listShipments(reader(stranger), { limit: 50 })).rows).toEqual([]);
  await expect(pick(made.id, "1", { as: stranger })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a carrier's tracking number becomes a link, and is used once", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const values = { code: "POST", name: "Post", serviceCode: "EXPRESS", active: true, idempotencyKey: KEY };
  const url = "https://post.example/track?id={number}";
  const save = (more: object = {}) =>
    commit((work) => saveCarrier(work, { id: null, version: null, trackingUrlTemplate: url, ...values, ...more }));
  const carrier = await save();
  await expect(save()).rejects.toMatchObject({ rule: "record.duplicate" });
  const leave = async (carrierId: string) => {
    const { id } = await confirmed([{ productId, quantity: "1" }]);
    const packed = await pack(await pick((await oneShipment(id)).id, "1"));
    return commit((work) =>
      shipShipment(work, {
        id: packed.id,
        version: packed.version,
        carrierId,
        trackingNumber: "A 1",
        idempotencyKey: KEY,
      }),
    );
  };
  const sent = await leave(carrier.id);
  expect(await view(sent.id)).toMatchObject({
    carrierName: "Post EXPRESS",
    trackingUrl: "https://post.example/track?id=A%201",
  });
  await expect(leave(carrier.id)).rejects.toMatchObject({ rule: "record.duplicate" });
  await save({ id: carrier.id, version: carrier.version, active: false });
  await expect(leave(carrier.id)).rejects.toMatchObject({ rule: "record.referenceUnknown" });
  expect((await listCarriers(reader())).rows).toMatchObject([{ code: "POST", active: false, shipments: 1 }]);
});
