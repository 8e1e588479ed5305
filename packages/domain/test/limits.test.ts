import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../src/reporting/index.ts";
import { receiveStock } from "../src/scanning/index.ts";
import type { Actor } from "../src/shared/actor.ts";
import {
  createLocation,
  moveStock,
  postMovements,
  quarantineStock,
  releaseStock,
  scrapStock,
} from "../src/stock/index.ts";
import { approveTransfer, createTransfer, dispatchTransfer, resolveTransfer } from "../src/transfers/index.ts";
import { importDesk } from "./import-desk.ts";

const limited = actor({ limits: { maxApprovalAmount: null, maxAdjustQty: "5", maxDiscountPct: null } });
let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  desk = importDesk(limited);
});
afterAll(async () => {
  await desk.close();
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
  expect(desk.problems).toEqual([]);
});

const command = { note: null, idempotencyKey: KEY };
const days = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();

/** Ten of a new product in bin A-1 since ten days, in a warehouse with a quarantine bin. */
async function stocked() {
  const [{ id: productId, sku }, { id: warehouseId, code }] = [await product(), await warehouse()];
  const bin = { warehouseId, zone: null, pickSequence: 1, barcode: null, maxWeight: null, idempotencyKey: KEY };
  await commit((work) => createLocation(work, { ...bin, code: "Q-1", type: "QUARANTINE", isSellable: false }));
  await commit(async (work) => {
    const line = { productId, warehouseId, location: "A-1", type: "RECEIPT", quantity: "10", unitCost: "1" };
    await postMovements(work, [{ ...line, occurredAt: days(10) }]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: productId });
    return {};
  });
  return { at: { productId, warehouseId, location: "A-1", lotId: null }, sku, code };
}
const receive = (
  at: { productId: string; warehouseId: string },
  quantity: string,
  { as, occurredAt }: { as?: Actor; occurredAt?: string } = {},
) =>
  commit(
    (work) =>
      receiveStock(work, {
        productId: at.productId,
        warehouseId: at.warehouseId,
        location: "A-1",
        quantity,
        lotNumber: null,
        expiresAt: null,
        unitCost: null,
        ...(occurredAt ? { occurredAt } : {}),
        ...command,
      }),
    as ? { as } : {},
  );
const tooMuch = { code: "FORBIDDEN", rule: "permission.limit", details: { limit: "5" } };

describe("what a role may adjust at once", () => {
  test("limits what is received without an order", async () => {
    const { at } = await stocked();
    await expect(receive(at, "6", { as: limited })).rejects.toMatchObject(tooMuch);
    expect(await receive(at, "5", { as: limited })).toMatchObject({ balance: "15" });
  });

  test("limits what is written off of a transfer", async () => {
    const { at } = await stocked();
    const { id: toWarehouseId } = await warehouse();
    const lines = [{ productId: at.productId, quantity: "8" }];
    const shape = { fromWarehouseId: at.warehouseId, toWarehouseId, lines, expectedAt: null, note: null };
    const step = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
    const made = await commit((work) => createTransfer(work, { ...shape, idempotencyKey: KEY }));
    const approved = await commit((work) => approveTransfer(work, step(made)));
    const sent = await commit((work) => dispatchTransfer(work, { ...step(approved), pieces: [] }));
    const lose = (quantity: string) =>
      commit(
        (work) =>
          resolveTransfer(work, {
            ...step(sent),
            reason: "LOST",
            lines: [{ productId: at.productId, quantity }],
          }),
        { as: limited },
      );
    await expect(lose("6")).rejects.toMatchObject(tooMuch);
    expect(await lose("5")).toMatchObject({ status: "PARTIALLY_RECEIVED" });
  });

  test("limits each row of a file of stock, of stock by lot and of pieces; the others are imported", async () => {
    const { sku, code } = await stocked();
    const file = await desk.uploadText(
      `sku,name,quantity,warehouse,bin\n${sku},x,16,${code},A-1\nNEW-1,New,5,${code},A-1\nNEW-2,New,6,${code},A-1\n`,
    );
    expect(await desk.errors(file.id)).toEqual([
      { line: 2, code: "ABOVE_LIMIT" },
      { line: 4, code: "ABOVE_LIMIT" },
    ]);
    expect((await desk.commit(file.id)).counts).toMatchObject({ create: 1, rejected: 2 });
    const [error] = await neonClient.importRowError.findMany({ where: { jobId: file.id } });
    expect(error?.message).toBe("This is above your limit of 5. Ask someone with a higher limit.");

    const { id } = await product({ sku: "BY-LOT" });
    await neonClient.product.update({ where: { id }, data: { trackLots: true } });
    const lots = await desk.uploadText(
      `sku,warehouse,bin,lot number,quantity\nBY-LOT,${code},A-1,L-1,5\nBY-LOT,${code},A-1,L-2,7\n`,
    );
    expect(await desk.errors(lots.id)).toEqual([{ line: 3, code: "ABOVE_LIMIT" }]);
  });
});

describe("booking for an earlier moment", () => {
  test("moves, holds, releases, scraps and receives as of then, by the permission for it", async () => {
    const { at } = await stocked();
    const base = { ...at, ...command };
    const plain = actor({ permissions: new Set([...actor().permissions].filter((one) => one !== "stock:backdate")) });
    const steps = [
      (occurredAt: string, as: Actor) =>
        commit((work) => moveStock(work, { ...base, quantity: "1", toLocation: "B-1", occurredAt }), { as }),
      (occurredAt: string, as: Actor) =>
        commit((work) => scrapStock(work, { ...base, quantity: "1", reason: "DAMAGED", occurredAt }), { as }),
      (occurredAt: string, as: Actor) =>
        commit(
          (work) => quarantineStock(work, { ...base, quantity: "1", toLocation: null, reason: "OTHER", occurredAt }),
          { as },
        ),
      (occurredAt: string, as: Actor) =>
        commit(
          (work) => releaseStock(work, { ...base, location: "Q-1", quantity: "1", toLocation: "A-1", occurredAt }),
          { as },
        ),
      (occurredAt: string, as: Actor) => receive(at, "1", { as, occurredAt }),
    ];
    for (const step of steps) {
      await expect(step(days(2), plain)).rejects.toMatchObject({
        code: "FORBIDDEN",
        details: { permission: "stock:backdate" },
      });
      await expect(step(days(-1), actor())).rejects.toMatchObject({ rule: "stock.future" });
      await step(days(2), actor());
    }
    const booked = await neonClient.stockMovement.findMany({
      where: { productId: at.productId },
      orderBy: { seq: "asc" },
    });
    expect(booked.slice(1).every((one) => Date.now() - one.occurredAt.getTime() > 86_400_000)).toBe(true);
    expect(booked.map((one) => one.type)).toEqual([
      "RECEIPT",
      "PUTAWAY",
      "PUTAWAY",
      "SCRAP",
      "QUARANTINE_IN",
      "QUARANTINE_IN",
      "QUARANTINE_OUT",
      "QUARANTINE_OUT",
      "RECEIPT",
    ]);
  });

  test("is refused where there was not so much then", async () => {
    const { at } = await stocked();
    const early = { ...at, ...command, quantity: "1", occurredAt: days(11) };
    await expect(commit((work) => moveStock(work, { ...early, toLocation: "B-1" }))).rejects.toMatchObject({
      rule: "stock.negativeThen",
    });
    await expect(commit((work) => scrapStock(work, { ...early, reason: "OTHER" }))).rejects.toMatchObject({
      rule: "stock.negativeThen",
    });
  });
});
