import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import {
  adjustStock,
  createLocation,
  moveContents,
  moveStock,
  postMovements,
  scrapStock,
  undoOperation,
} from "../stock/index.ts";
import { approveTransfer, createTransfer, dispatchTransfer, getTransfer, receiveTransfer } from "../transfers/index.ts";
import { getSerial, listSerials } from "./index.ts";

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

/** A product tracked by serial number and a warehouse to keep it in. */
async function tracked() {
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackSerials: true } });
  return { productId, warehouseId: (await warehouse()).id };
}
type Place = Awaited<ReturnType<typeof tracked>>;
const adjust = (at: Place, delta: string, serials?: string[], location = "A-1") =>
  commit(
    (work) =>
      adjustStock(work, {
        ...at,
        location,
        lotId: null,
        delta,
        reason: "FOUND",
        unitCost: "5",
        note: null,
        serials,
        idempotencyKey: KEY,
      }),
    { procedure: "stock.adjust" },
  );
const move = (at: Place, serials: string[], toLocation: string) =>
  commit(
    (work) =>
      moveStock(work, {
        ...at,
        location: "A-1",
        lotId: null,
        quantity: String(serials.length),
        toLocation,
        note: null,
        serials,
        idempotencyKey: KEY,
      }),
    { procedure: "stock.move" },
  );
const places = async ({ productId }: Place) =>
  Object.fromEntries(
    (await listSerials(reader(), { productId, limit: 100 })).rows.map((row) => [
      row.serial,
      row.location ?? row.status,
    ]),
  );

describe("a piece with a serial number", () => {
  test("comes in, moves and leaves under its number, and is found with its whole way", async () => {
    const at = await tracked();
    expect(await adjust(at, "3", ["S-1", "S-2", "S-3"])).toMatchObject({ quantity: "3" });
    expect(await move(at, ["S-2", "S-3"], "B-1")).toMatchObject({ from: { quantity: "1" }, to: { quantity: "2" } });
    expect(await places(at)).toEqual({ "S-1": "A-1", "S-2": "B-1", "S-3": "B-1" });
    await commit((work) =>
      scrapStock(work, {
        ...at,
        location: "B-1",
        lotId: null,
        quantity: "1",
        reason: "DAMAGED",
        note: null,
        serials: ["S-2"],
        idempotencyKey: KEY,
      }),
    );
    expect(await places(at)).toEqual({ "S-1": "A-1", "S-2": "SCRAPPED", "S-3": "B-1" });
    const [row] = (await listSerials(reader(), { q: "S-2", productId: at.productId, limit: 10 })).rows;
    const { movements } = await getSerial(reader(), row?.id ?? "");
    expect(movements.map((one) => [one.type, one.quantity, one.location])).toEqual([
      ["SCRAP", "-1", "B-1"],
      ["PUTAWAY", "1", "B-1"],
      ["PUTAWAY", "-1", "A-1"],
      ["ADJUSTMENT", "1", "A-1"],
    ]);
    expect(await adjust(at, "1", ["S-2"])).toMatchObject({ quantity: "2" });
  });

  test("is named, each once and as many as the quantity, lies where it is taken from and comes in only once", async () => {
    const at = await tracked();
    await adjust(at, "2", ["T-1", "T-2"]);
    await expect(adjust(at, "1")).rejects.toMatchObject({ rule: "serial.needed" });
    await expect(adjust(at, "2", ["T-3"])).rejects.toMatchObject({ rule: "serial.count", details: { given: 1 } });
    await expect(adjust(at, "1", ["T-1"])).rejects.toMatchObject({
      rule: "serial.inStock",
      details: { serial: "T-1" },
    });
    await expect(adjust(at, "-1", ["T-9"])).rejects.toMatchObject({ rule: "serial.notHere" });
    await expect(adjust(at, "-1", ["T-1"], "B-9")).rejects.toMatchObject({ code: "RULE_BROKEN" });
    const plain = { ...at, productId: (await product()).id };
    await expect(adjust(plain, "1", ["X"])).rejects.toMatchObject({ rule: "serial.notTracked" });
    // Past the domain: the database refuses too.
    await expect(
      commit(async (work) => {
        await postMovements(work, [{ ...at, location: "A-1", type: "ADJUSTMENT", quantity: "1" }]);
        work.audit({ action: "TEST", resource: "t", resourceId: "t" });
        return {};
      }),
    ).rejects.toMatchObject({ rule: "serial.needed" });
    expect(await places(at)).toEqual({ "T-1": "A-1", "T-2": "A-1" });
  });

  test("brought in by two people at the same moment is in stock once; taken by two, it leaves once", async () => {
    const at = await tracked();
    const ins = await Promise.allSettled([adjust(at, "1", ["U-1"]), adjust(at, "1", ["U-1"], "B-1")]);
    expect(ins.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const [where] = Object.values(await places(at));
    const outs = await Promise.allSettled([adjust(at, "-1", ["U-1"], where), adjust(at, "-1", ["U-1"], where)]);
    expect(outs.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("comes back where it was when its operation is undone", async () => {
    const at = await tracked();
    await adjust(at, "2", ["V-1", "V-2"]);
    const { operationId } = await move(at, ["V-1"], "B-1");
    await commit((work) => undoOperation(work, { id: operationId, chain: false, idempotencyKey: KEY }, "own"));
    expect(await places(at)).toEqual({ "V-1": "A-1", "V-2": "A-1" });
    const gone = await adjust(at, "-1", ["V-2"]);
    await commit((work) => undoOperation(work, { id: gone.operationId, chain: false, idempotencyKey: KEY }, "own"));
    expect(await places(at)).toEqual({ "V-1": "A-1", "V-2": "A-1" });
  });

  test("goes along with a bin that is emptied, and with a transfer where it is named", async () => {
    const at = await tracked();
    const bin = {
      zone: null,
      type: "PICK",
      isSellable: true,
      pickSequence: 1,
      barcode: null,
      maxWeight: null,
    } as const;
    for (const code of ["A-1", "B-1"])
      await commit((work) => createLocation(work, { warehouseId: at.warehouseId, code, ...bin, idempotencyKey: KEY }));
    await adjust(at, "1", ["W-1"]);
    await adjust(at, "1", ["W-2"]);
    await adjust(at, "1", ["W-3"]);
    await commit((work) =>
      moveContents(work, { warehouseId: at.warehouseId, location: "A-1", toLocation: "B-1", idempotencyKey: KEY }),
    );
    expect(await places(at)).toEqual({ "W-1": "B-1", "W-2": "B-1", "W-3": "B-1" });
    const { id: toWarehouseId } = await warehouse();
    const made = await commit((work) =>
      createTransfer(work, {
        fromWarehouseId: at.warehouseId,
        toWarehouseId,
        expectedAt: null,
        note: null,
        lines: [{ productId: at.productId, quantity: "2" }],
        idempotencyKey: KEY,
      }),
    );
    const approved = await commit((work) => approveTransfer(work, { ...made, idempotencyKey: KEY }));
    const send = (pieces: { itemId: string; serials: string[] }[]) =>
      commit((work) => dispatchTransfer(work, { ...approved, pieces, idempotencyKey: KEY }));
    await expect(send([])).rejects.toMatchObject({ rule: "serial.needed" });
    const [part] = (await getTransfer(reader(), { id: made.id })).parts;
    expect(part).toMatchObject({ location: "B-1", quantity: "2", serials: ["W-1", "W-2", "W-3"] });
    const sent = await send([{ itemId: part?.itemId ?? "", serials: ["W-1", "W-3"] }]);
    expect(await places(at)).toEqual({ "W-1": "~TRANSIT", "W-2": "B-1", "W-3": "~TRANSIT" });
    await commit((work) =>
      receiveTransfer(work, {
        ...sent,
        lines: [{ productId: at.productId, quantity: "2", location: "C-1" }],
        idempotencyKey: KEY,
      }),
    );
    expect(await places(at)).toEqual({ "W-1": "C-1", "W-2": "B-1", "W-3": "C-1" });
    const blind = reader(actor({ warehouses: [toWarehouseId] }));
    expect((await listSerials(blind, { productId: at.productId, limit: 10 })).rows.map((row) => row.serial)).toEqual([
      "W-1",
      "W-3",
    ]);
  });
});
