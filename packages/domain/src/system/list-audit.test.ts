import { disconnectAll, supabaseClient } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import { exportAudit, listAudit } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
  const entries: [
    action: string,
    resource: string,
    resourceId: string,
    newValues: object | null,
    operationId?: string,
  ][] = [
    ["adjust in north", "inventory_items", "i1", { warehouseId: "north", delta: "1" }, "op1"],
    ["adjust in south", "inventory_items", "i2", { warehouseId: "south", delta: "1" }, "op2"],
    ["undo in north", "operations", "op1", { undone: [] }],
    ["undo in south", "operations", "op2", { undone: [] }],
    ["transfer north to south", "stock_transfers", "t1", { fromWarehouseId: "north", toWarehouseId: "south" }],
    ["its next step", "stock_transfers", "t1", { status: "APPROVED" }],
    ["transfer south to east", "stock_transfers", "t2", { fromWarehouseId: "south", toWarehouseId: "east" }],
    ["its next step, elsewhere", "stock_transfers", "t2", { status: "APPROVED" }],
    ["order of both", "orders", "o1", { lines: [{ warehouseId: "south" }, { warehouseId: "north" }] }],
    ["order of south", "orders", "o2", { warehouseId: null, lines: [{ warehouseId: "south" }] }],
    ["order of nowhere yet", "orders", "o3", { warehouseId: null, lines: [{ warehouseId: null }] }],
    ["rename north", "warehouses", "north", { name: "North" }],
    ["rename south", "warehouses", "south", { name: "South" }],
    ["new product", "products", "p1", { sku: "north" }],
    ["signed in", "sessions", "s1", null],
  ];
  for (const [action, resource, resourceId, newValues, operationId] of entries)
    await supabaseClient.auditLog.create({
      data: { action, resource, resourceId, ...(newValues && { newValues }), ...(operationId && { operationId }) },
    });
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const seenBy = async (warehouses: Actor["warehouses"]) =>
  (await listAudit(supabaseClient, { limit: 100 }, warehouses)).rows.map(({ action }) => action).toReversed();

test("whoever reaches only some warehouses reads what is about them and what is about none", async () => {
  expect(await seenBy("all")).toHaveLength(15);
  expect(await seenBy(["north"])).toEqual([
    "adjust in north",
    "undo in north",
    "transfer north to south",
    "its next step",
    "order of both",
    "order of nowhere yet",
    "rename north",
    "new product",
    "signed in",
  ]);
  expect(await seenBy([])).toEqual(["order of nowhere yet", "new product", "signed in"]);
});

test("pages and the evidence file keep to the same warehouses", async () => {
  const first = await listAudit(supabaseClient, { limit: 2 }, ["east"]);
  const second = await listAudit(supabaseClient, { limit: 2, cursor: first.nextCursor ?? "" }, ["east"]);
  expect([...first.rows, ...second.rows].map(({ action }) => action)).toEqual([
    "signed in",
    "new product",
    "order of nowhere yet",
    "its next step, elsewhere",
  ]);
  let text = "";
  for await (const block of exportAudit(supabaseClient, {}, ["north"])) text += block;
  // Nine entries, and the line that counts them.
  expect(text.trim().split("\n")).toHaveLength(10);
  expect(text).toContain('{"end":true,"entries":9,');
  expect(text).not.toContain("adjust in south");
});
