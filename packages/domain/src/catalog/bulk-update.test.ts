import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bulkUpdate } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("values of fields of one's own change together; what a product's category has not, or its field doesn't take, refuses all", async () => {
  const [a, b, shelf] = [
    await product(),
    await product(),
    await neonClient.category.create({ data: { name: "Bolts" } }),
  ];
  await neonClient.attributeDefinition.createMany({
    data: [
      { code: "bulk_colour", label: "Colour", kind: "TEXT" },
      { code: "bulk_width", label: "Width", kind: "NUMBER", categoryId: shelf.id },
    ],
  });
  const change = (changes: Parameters<typeof bulkUpdate>[1]["changes"]) =>
    commit((work) => bulkUpdate(work, { changes, currency: "EUR", idempotencyKey: KEY }));
  const red = { id: a.id, version: 1, values: { bulk_colour: "red" } };
  await expect(change([red, { id: b.id, version: 1, values: { bulk_width: "3" } }])).rejects.toMatchObject({
    rule: "attribute.unknown",
    details: { sku: b.sku, productId: b.id },
  });
  const moved = { id: b.id, version: 1, categoryId: shelf.id };
  await expect(change([red, { ...moved, values: { bulk_width: "wide" } }])).rejects.toMatchObject({
    rule: "attribute.invalid",
  });
  const attributesOf = async (id: string) => (await neonClient.product.findUniqueOrThrow({ where: { id } })).attributes;
  expect(await attributesOf(a.id)).toEqual({});
  // The category it goes to in the same change is the one that counts.
  expect(await change([red, { ...moved, values: { bulk_width: "3.5", bulk_colour: "blue" } }])).toEqual({
    changed: 2,
  });
  expect([await attributesOf(a.id), await attributesOf(b.id)]).toEqual([
    { bulk_colour: "red" },
    { bulk_width: "3.5", bulk_colour: "blue" },
  ]);
  await change([{ id: b.id, version: 2, values: { bulk_colour: null } }]);
  expect(await attributesOf(b.id)).toEqual({ bulk_width: "3.5" });
});
