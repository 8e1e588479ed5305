import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import { planKit, planUnbuild } from "./index.ts";
import { build, goods, kitOf, lotOf, put, shelf, stockIn, unbuild, worthOf } from "./kits.fixture.ts";

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

const undo = (id: string, chain = false) =>
  commit((work) => undoOperation(work, { id, chain, idempotencyKey: KEY }, "any"), { procedure: "operation.undo" });

describe("building", () => {
  test("takes what expires first, and the kits are worth exactly what went into them", async () => {
    const here = await shelf();
    const [tea, cup] = [await goods({ trackLots: true, trackExpiry: true }), await goods()];
    const [late, soon] = [await lotOf(tea.id, "LATE", "2031-01-01"), await lotOf(tea.id, "SOON", "2030-01-01")];
    await put(here, tea.id, "10", { lotId: late.id, unitCost: "0.333333" });
    await put(here, tea.id, "3", { lotId: soon.id, unitCost: "0.777777" });
    await put(here, cup.id, "9", { unitCost: "1.111111" });
    const kit = await kitOf({ [tea.id]: "2", [cup.id]: "1" });
    const before = Number(await worthOf(tea.id)) + Number(await worthOf(cup.id));
    const done = await build(here, kit.id, "3");
    expect(done).toMatchObject({ balance: "3", location: "K-1" });
    expect(await stockIn(tea.id)).toEqual({ "A-1 LATE": "7" });
    expect(await stockIn(cup.id)).toEqual({ "A-1": "6" });
    expect(await stockIn(kit.id)).toEqual({ "K-1": "3" });
    const after = Number(await worthOf(tea.id)) + Number(await worthOf(cup.id)) + Number(await worthOf(kit.id));
    expect(after.toFixed(4)).toBe(before.toFixed(4));
  });

  test("is refused with what is missing, and nothing is taken then", async () => {
    const here = await shelf();
    const [screw, nut] = [await goods(), await goods()];
    await put(here, screw.id, "5");
    const kit = await kitOf({ [screw.id]: "4", [nut.id]: "1" });
    await expect(build(here, kit.id, "2")).rejects.toMatchObject({
      rule: "kit.partsShort",
      details: { missing: [`3 of ${screw.sku}`, `2 of ${nut.sku}`].toSorted() },
    });
    expect(await stockIn(screw.id)).toEqual({ "A-1": "5" });
    await expect(build(here, screw.id, "1")).rejects.toMatchObject({ rule: "product.notKit" });
    await expect(build(here, (await kitOf({})).id, "1")).rejects.toMatchObject({ rule: "kit.noParts" });
    await expect(build(here, kit.id, "0.5")).rejects.toMatchObject({ rule: "quantity.precision" });
  });

  test("takes from the bins and lots that are named, and only as much as is needed", async () => {
    const here = await shelf();
    const tea = await goods({ trackLots: true });
    const [first, second] = [await lotOf(tea.id, "L-1"), await lotOf(tea.id, "L-2")];
    await put(here, tea.id, "4", { lotId: first.id });
    await put(here, tea.id, "4", { lotId: second.id, location: "B-1" });
    const kit = await kitOf({ [tea.id]: "1" });
    const from = (quantity: string) => ({ productId: tea.id, location: "B-1", lotId: second.id, quantity });
    await expect(build(here, kit.id, "2", { parts: [from("3")] })).rejects.toMatchObject({ rule: "kit.sourcesDiffer" });
    await expect(build(here, kit.id, "3", { parts: [from("2")] })).rejects.toMatchObject({ rule: "kit.sourcesDiffer" });
    await expect(build(here, kit.id, "5", { parts: [from("5")] })).rejects.toMatchObject({ rule: "kit.sourceShort" });
    await expect(build(here, kit.id, "1", { parts: [{ ...from("1"), productId: kit.id }] })).rejects.toMatchObject({
      rule: "kit.notAPart",
    });
    await build(here, kit.id, "3", { parts: [from("3")] });
    expect(await stockIn(tea.id)).toEqual({ "A-1 L-1": "4", "B-1 L-2": "1" });
  });

  test("of what is held or promised nothing is taken", async () => {
    const here = await shelf();
    const tea = await goods({ trackLots: true });
    const held = await lotOf(tea.id, "HELD");
    await put(here, tea.id, "4", { lotId: held.id });
    await neonClient.lot.update({ where: { id: held.id }, data: { status: "HOLD" } });
    const kit = await kitOf({ [tea.id]: "1" });
    await expect(build(here, kit.id, "1")).rejects.toMatchObject({ rule: "kit.partsShort" });
    const parts = [{ productId: tea.id, location: "A-1", lotId: held.id, quantity: "1" }];
    await expect(build(here, kit.id, "1", { parts })).rejects.toMatchObject({ rule: "kit.sourceShort" });
  });

  test("a kit in a kit is taken from stock as far as it is built, and made of its parts beyond that", async () => {
    const here = await shelf();
    const [bolt, box] = [await goods(), await goods()];
    const inner = await kitOf({ [bolt.id]: "3" });
    const outer = await kitOf({ [inner.id]: "2", [box.id]: "1" });
    await put(here, bolt.id, "20");
    await put(here, box.id, "5");
    await build(here, inner.id, "1");
    await build(here, outer.id, "2");
    expect(await stockIn(inner.id)).toEqual({});
    expect(await stockIn(bolt.id)).toEqual({ "A-1": "8" });
    expect(await stockIn(outer.id)).toEqual({ "K-1": "2" });
  });

  test("kits get their lot with the first day of their parts, and their numbers; pieces go in by name", async () => {
    const here = await shelf();
    const [drive, tea] = [await goods({ trackSerials: true }), await goods({ trackLots: true, trackExpiry: true })];
    await put(here, drive.id, "3", { serials: ["D-1", "D-2", "D-3"], unitCost: "3.333333" });
    await put(here, tea.id, "2", { lotId: (await lotOf(tea.id, "T", "2030-05-01")).id });
    const kit = await kitOf(
      { [drive.id]: "1", [tea.id]: "1" },
      { trackLots: true, trackExpiry: true, trackSerials: true },
    );
    await expect(build(here, kit.id, "1", { serials: ["K-1"] })).rejects.toMatchObject({ rule: "kit.lotMissing" });
    await expect(build(here, kit.id, "1", { lotNumber: "K" })).rejects.toMatchObject({ rule: "serial.needed" });
    const parts = [{ productId: drive.id, location: "A-1", lotId: null, quantity: "2", serials: ["D-3", "D-1"] }];
    await build(here, kit.id, "2", { lotNumber: "K", serials: ["K-1", "K-2"], parts });
    const [lot, pieces] = await Promise.all([
      neonClient.lot.findFirstOrThrow({ where: { productId: kit.id } }),
      neonClient.serialNumber.findMany({ where: { inventoryItem: { isNot: null } }, orderBy: { serial: "asc" } }),
    ]);
    expect(lot.expiresAt?.toISOString().slice(0, 10)).toBe("2030-05-01");
    expect(pieces.map((piece) => piece.serial)).toEqual(["D-2", "K-1", "K-2"]);
  });

  test("above the limit of a role it is refused, and outside one's warehouses there is nothing", async () => {
    const here = await shelf();
    const tea = await goods();
    await put(here, tea.id, "9");
    const kit = await kitOf({ [tea.id]: "1" });
    const limits = { maxApprovalAmount: null, maxAdjustQty: "2", maxDiscountPct: null };
    await expect(build(here, kit.id, "3", { as: actor({ limits }) })).rejects.toMatchObject({
      rule: "permission.limit",
    });
    await expect(build(here, kit.id, "1", { as: actor({ warehouses: [] }) })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await build(here, kit.id, "2", { as: actor({ limits }) });
  });

  test("of two who build from the last parts at once one gets them", async () => {
    const here = await shelf();
    const tea = await goods();
    await put(here, tea.id, "5");
    const kit = await kitOf({ [tea.id]: "3" });
    const both = await Promise.allSettled([build(here, kit.id, "1"), build(here, kit.id, "1")]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { rule: "kit.partsShort" } });
    expect(await stockIn(tea.id)).toEqual({ "A-1": "2" });
    expect(await stockIn(kit.id)).toEqual({ "K-1": "1" });
  });

  test("a plan says what it would take and what is missing, and changes nothing", async () => {
    const here = await shelf();
    const drive = await goods({ trackSerials: true });
    await put(here, drive.id, "2", { serials: ["P-1", "P-2"] });
    const kit = await kitOf({ [drive.id]: "3" });
    const plan = await planKit(reader(), { productId: kit.id, warehouseId: here, quantity: "1" });
    expect(plan.parts).toMatchObject([
      {
        sku: drive.sku,
        needed: "3",
        short: "1",
        sources: [{ location: "A-1", free: "2", take: "2", serials: expect.arrayContaining(["P-1", "P-2"]) }],
      },
    ]);
    expect(await stockIn(drive.id)).toEqual({ "A-1": "2" });
  });
});

describe("undoing and taking apart", () => {
  test("an undo gives the parts back at their value; one whose kits are used says by what", async () => {
    const here = await shelf();
    const tea = await goods();
    await put(here, tea.id, "3", { unitCost: "0.333333" });
    const inner = await kitOf({ [tea.id]: "1" });
    const outer = await kitOf({ [inner.id]: "1" });
    const worth = await worthOf(tea.id);
    const first = await build(here, inner.id, "3");
    await build(here, outer.id, "2");
    await expect(undo(first.operationId)).rejects.toMatchObject({ rule: "undo.blocked" });
    await undo(first.operationId, true);
    expect(await stockIn(tea.id)).toEqual({ "A-1": "3" });
    expect(await worthOf(tea.id)).toBe(worth);
    expect([await stockIn(inner.id), await stockIn(outer.id)]).toEqual([{}, {}]);
  });

  test("kits taken apart give their parts all of their value", async () => {
    const here = await shelf();
    const [tea, cup] = [await goods(), await goods()];
    await put(here, tea.id, "9", { unitCost: "0.333333" });
    await put(here, cup.id, "9", { unitCost: "7.1" });
    const kit = await kitOf({ [tea.id]: "2", [cup.id]: "1" });
    await build(here, kit.id, "3");
    const worth = await worthOf(kit.id);
    const before = Number(await worthOf(tea.id)) + Number(await worthOf(cup.id));
    const done = await unbuild(here, kit.id, "3", { toLocation: "B-1" });
    expect(done.balance).toBe("0");
    expect(await stockIn(tea.id)).toEqual({ "A-1": "3", "B-1": "6" });
    expect((Number(await worthOf(tea.id)) + Number(await worthOf(cup.id)) - before).toFixed(4)).toBe(
      Number(worth).toFixed(4),
    );
    expect(await worthOf(kit.id)).toBe("0");
    await undo(done.operationId);
    expect(await stockIn(kit.id)).toEqual({ "K-1": "3" });
    expect(await worthOf(kit.id)).toBe(worth);
    await expect(unbuild(here, kit.id, "4")).rejects.toMatchObject({ rule: "stock.insufficient" });
  });

  test("which lot comes out is known where only one went in, and has to be named else", async () => {
    const here = await shelf();
    const tea = await goods({ trackLots: true });
    const [one, two] = [await lotOf(tea.id, "ONE"), await lotOf(tea.id, "TWO")];
    await put(here, tea.id, "2", { lotId: one.id });
    await put(here, tea.id, "2", { lotId: two.id });
    const kit = await kitOf({ [tea.id]: "1" }, { trackLots: true });
    const clear = await build(here, kit.id, "1", { lotNumber: "CLEAR" });
    const mixed = await build(here, kit.id, "2", { lotNumber: "MIXED" });
    await unbuild(here, kit.id, "1", { lotId: clear.lotId });
    expect(await stockIn(tea.id)).toEqual({ "A-1 ONE": "1", "A-1 TWO": "1" });
    await expect(unbuild(here, kit.id, "1", { lotId: mixed.lotId })).rejects.toMatchObject({
      rule: "kit.partLotNeeded",
      details: { lots: ["ONE", "TWO"] },
    });
    const place = { productId: kit.id, warehouseId: here, location: "K-1", lotId: mixed.lotId, quantity: "1" };
    expect(await planUnbuild(reader(), place)).toMatchObject({
      parts: [{ quantity: "1", lots: [{ lotNumber: "ONE" }, { lotNumber: "TWO" }] }],
    });
    await unbuild(here, kit.id, "1", {
      lotId: mixed.lotId,
      parts: [{ productId: tea.id, lotId: two.id, quantity: "1" }],
    });
    expect(await stockIn(tea.id)).toEqual({ "A-1 ONE": "1", "A-1 TWO": "2" });
  });

  test("of two who take the last kit apart at once one does", async () => {
    const here = await shelf();
    const tea = await goods();
    await put(here, tea.id, "1");
    const kit = await kitOf({ [tea.id]: "1" });
    await build(here, kit.id, "1");
    const both = await Promise.allSettled([unbuild(here, kit.id, "1"), unbuild(here, kit.id, "1")]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await stockIn(tea.id)).toEqual({ "A-1": "1" });
  });
});
