import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { shipLines } from "@invista/testkit/sold-orders";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLot } from "../lots/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { postMovements, type MovementLine } from "../stock/index.ts";
import { approveReturn, getReturn, inspectReturn, receiveReturn, requestReturn, returnable } from "./index.ts";

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

type Ref = { id: string; version: number };
const seen = ({ id, version }: Ref) => ({ id, version, idempotencyKey: KEY });
const bring = (line: Omit<MovementLine, "type">) =>
  commit(async (work) => {
    await postMovements(work, [{ ...line, type: "OPENING" }]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: line.productId ?? "" });
    return {};
  });
const ask = (orderId: string, lines: { orderItemId: string; quantity: string; lotId: string | null }[]) =>
  commit((work) =>
    requestReturn(work, {
      orderId,
      warehouseId: null,
      reason: "OTHER",
      note: null,
      lines,
      idempotencyKey: KEY,
    }),
  );
const approve = (ref: Ref) => commit((work) => approveReturn(work, seen(ref)));
const receive = async (ref: Ref, lines: { quantity: string; serials?: string[] }[]) => {
  const view = await getReturn(reader(), { id: ref.id });
  return commit((work) =>
    receiveReturn(work, {
      ...seen(ref),
      lines: lines.map((line, index) => ({ ...line, itemId: view.lines[index]?.id ?? "" })),
    }),
  );
};

test("a piece comes back by its number: one that left with this order and has not come back", async () => {
  const [{ id: warehouseId }, { id: productId }] = [await warehouse(), await product()];
  await neonClient.product.update({ where: { id: productId }, data: { trackSerials: true } });
  await bring({ productId, warehouseId, quantity: "3", unitCost: "7", serials: ["R1", "R2", "R3"] });
  const { orderId, lineIds } = await shipLines(
    [{ productId, quantity: "2", unitPrice: "10", warehouseId }],
    [{ productId, serials: ["R1", "R2"] }],
  );
  const [orderItemId = ""] = lineIds;
  const open = await approve(await ask(orderId, [{ orderItemId, quantity: "2", lotId: null }]));
  expect((await getReturn(reader(), { id: open.id })).lines[0]?.shippedSerials).toEqual(["R1", "R2"]);
  await expect(receive(open, [{ quantity: "1" }])).rejects.toMatchObject({ rule: "serial.needed" });
  await expect(receive(open, [{ quantity: "1", serials: ["R3"] }])).rejects.toMatchObject({
    rule: "return.pieceNotShipped",
  });
  const back = await receive(open, [{ quantity: "1", serials: ["R2"] }]);
  const piece = await neonClient.serialNumber.findFirstOrThrow({ where: { productId, serial: "R2" } });
  expect(piece.inventoryItemId).not.toBeNull();
  const view = await getReturn(reader(), { id: back.id });
  await commit((work) =>
    inspectReturn(work, {
      ...seen(back),
      parts: [{ itemId: view.lines[0]?.id ?? "", disposition: "RESTOCK", quantity: "1", location: "" }],
    }),
  );
  const next = await approve(await ask(orderId, [{ orderItemId, quantity: "1", lotId: null }]));
  await expect(receive(next, [{ quantity: "1", serials: ["R2"] }])).rejects.toMatchObject({
    rule: "return.pieceNotShipped",
  });
  await receive(next, [{ quantity: "1", serials: ["R1"] }]);
  expect((await returnable(reader(), { orderId })).lines).toEqual([]);
});

test("of a line that left in two lots the lot is named, and its own goods come back at their own cost", async () => {
  const [{ id: warehouseId }, { id: productId }] = [await warehouse(), await product()];
  await neonClient.product.update({ where: { id: productId }, data: { trackLots: true } });
  const lot = async (lotNumber: string, unitCost: string) => {
    const made = await commit((work) =>
      createLot(work, {
        productId,
        lotNumber,
        manufacturedAt: null,
        expiresAt: null,
        supplierId: null,
        supplierLot: null,
        notes: null,
        idempotencyKey: KEY,
      }),
    );
    await bring({ productId, warehouseId, lotId: made.id, quantity: "5", unitCost });
    return made.id;
  };
  const [first, second] = [await lot("RL-1", "3"), await lot("RL-2", "9")];
  const { orderId, lineIds } = await shipLines([{ productId, quantity: "8", unitPrice: "10", warehouseId }]);
  const [orderItemId = ""] = lineIds;
  expect((await returnable(reader(), { orderId })).lines.map(({ lotNumber, left }) => [lotNumber, left])).toEqual([
    ["RL-1", "5"],
    ["RL-2", "3"],
  ]);
  await expect(ask(orderId, [{ orderItemId, quantity: "1", lotId: null }])).rejects.toMatchObject({
    rule: "return.lotNeeded",
  });
  await expect(ask(orderId, [{ orderItemId, quantity: "4", lotId: second }])).rejects.toMatchObject({
    rule: "return.moreThanShipped",
  });
  const open = await approve(
    await ask(orderId, [
      { orderItemId, quantity: "2", lotId: first },
      { orderItemId, quantity: "3", lotId: second },
    ]),
  );
  await receive(open, [{ quantity: "2" }, { quantity: "3" }]);
  const back = await neonClient.stockMovement.findMany({
    where: { productId, type: "RETURN_IN" },
    orderBy: { seq: "asc" },
  });
  expect(back.map((one) => [one.lotId, one.quantity.toFixed(), one.valueDelta.toFixed()])).toEqual([
    [first, "2", "6"],
    [second, "3", "27"],
  ]);
});
