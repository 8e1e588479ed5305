import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listStock, listStockAsOf } from "../stock/index.ts";
import { createCategory, getProduct, listProducts, searchProducts, updateProduct } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const listed = { limit: 50, sort: "name", direction: "asc" } as const;
const without = (permission: string) =>
  actor({ permissions: new Set([...actor().permissions].filter((one) => one !== permission)) });

test("a category holds what is in the categories below it, in every list that can be filtered by it", async () => {
  const make = (name: string, parentId: string | null) =>
    commit((work) => createCategory(work, { name, parentId, idempotencyKey: KEY }));
  const top = await make("Fittings", null);
  const below = await make("Brass", top.id);
  const elsewhere = await make("Fittings, other", null);
  const item = await stockOf({ quantity: "3" });
  await neonClient.product.update({ where: { id: item.productId }, data: { categoryId: below.id } });
  const skus = async (categoryId: string) => {
    const at = new Date().toISOString();
    return Promise.all([
      listProducts(reader(), { ...listed, categoryId }).then(({ rows }) => rows.map((row) => row.id)),
      listStock(reader(), { ...listed, sort: "sku", categoryId }).then(({ rows }) => rows.map((row) => row.productId)),
      listStockAsOf(reader(), { at, basis: "OCCURRED", limit: 50, categoryId }).then(({ rows }) =>
        rows.map((row) => row.productId),
      ),
    ]);
  };
  expect(await skus(top.id)).toEqual([[item.productId], [item.productId], [item.productId]]);
  expect(await skus(elsewhere.id)).toEqual([[], [], []]);
});

test("a price is changed only by whoever may, who may not leaves it, and who may not read prices sees none", async () => {
  const { id, sku } = await product({ price: "14.9" });
  const view = await getProduct(reader(), { id });
  const change = (price: string | null | undefined, as = actor()) =>
    commit(
      (work) =>
        updateProduct(work, {
          id,
          version: view.version,
          sku,
          name: "Renamed",
          description: null,
          categoryId: null,
          unitCode: "EA",
          qtyPrecision: 0,
          costMethod: "FIFO",
          barcode: null,
          currency: "EUR",
          status: "ACTIVE",
          price,
          idempotencyKey: KEY,
        }),
      { as },
    );
  const buyer = without("price:update");
  await expect(change("0.01", buyer)).rejects.toMatchObject({
    code: "FORBIDDEN",
    details: { permission: "price:update" },
  });
  await expect(change(null, buyer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await change(undefined, buyer);
  expect(await getProduct(reader(), { id })).toMatchObject({ name: "Renamed", price: "14.9" });
  const blind = reader(without("price:read"));
  expect(await getProduct(blind, { id })).toMatchObject({ name: "Renamed", price: null, currency: null });
  expect((await listProducts(blind, listed)).rows.map((row) => row.price)).not.toContain("14.9");
  expect((await searchProducts(blind, { q: sku, limit: 5 })).rows.map((row) => row.price)).toEqual([null]);
});

test("a product is found by the beginning of its SKU in any case", async () => {
  const { id } = await product({ sku: "Ab%_C-77" });
  for (const q of ["ab%", "AB%_c", "Ab%_C-77"])
    expect((await searchProducts(reader(), { q, limit: 5 })).rows.map((row) => row.id)).toEqual([id]);
  expect((await searchProducts(reader(), { q: "abx", limit: 5 })).rows).toEqual([]);
});

test("a search gives the equal code first, then SKUs that begin with it in order, then names while there is room", async () => {
  const mark = `q${Date.now().toString(36)}`;
  const make = (sku: string, name: string) => neonClient.product.create({ data: { sku, name }, select: { id: true } });
  const named = await make(`X-${mark}`, `Valve ${mark}-1 of brass`);
  const later = await make(`${mark.toUpperCase()}-1B`, "Later");
  const sooner = await make(`${mark}-1A`, "Sooner");
  const found = async (q: string, limit: number) =>
    (await searchProducts(reader(), { q, limit })).rows.map((row) => row.id);
  expect(await found(`${mark}-1`, 1)).toEqual([sooner.id]);
  expect(new Set(await found(`${mark}-1`, 2))).toEqual(new Set([sooner.id, later.id]));
  expect((await found(`${mark}-1`, 3)).at(-1)).toBe(named.id);
  // Now the term is a code itself, and names have nothing to add to it.
  const equal = await make(`${mark}-1`, "Equal");
  const all = await found(`${mark}-1`, 9);
  expect(all[0]).toBe(equal.id);
  expect(new Set(all.slice(1))).toEqual(new Set([sooner.id, later.id]));
});

test("two letters find the words that begin with them, and a sign that is two characters finds what holds it", async () => {
  const zebra = await neonClient.product.create({ data: { sku: "N-1", name: "Brass zqebra" }, select: { id: true } });
  const inside = await neonClient.product.create({ data: { sku: "N-2", name: "Brazqs" }, select: { id: true } });
  const far = await neonClient.product.create({ data: { sku: "N-3", name: "黄铜阀门" }, select: { id: true } });
  const found = async (q: string) => (await searchProducts(reader(), { q, limit: 9 })).rows.map((row) => row.id);
  expect(await found("zq")).toEqual([zebra.id]);
  expect(new Set(await found("azq"))).toEqual(new Set([inside.id]));
  expect(await found("阀门")).toEqual([far.id]);
  expect(await found("%_")).toEqual([]);
});

test("two letters find SKUs and words that begin with them, longer terms whatever contains them", async () => {
  const made = ["JX-1 Bolt", "A-JX Nut", "B-1 Big jxabc", "B-2 Bejxx"];
  for (const one of made) {
    const [sku = "", ...words] = one.split(" ");
    await neonClient.product.create({ data: { sku, name: words.join(" ") } });
  }
  const found = async (q: string) =>
    (await listProducts(reader(), { q, limit: 50, sort: "sku", direction: "asc" })).rows.map((row) => row.sku);
  expect(await found("jx")).toEqual(["B-1", "JX-1"]);
  expect(await found("ejx")).toEqual(["B-2"]);
  // A sign of these is a word or more.
  await neonClient.product.create({ data: { sku: "B-3", name: "不锈钢软管" } });
  expect(await found("软管")).toEqual(["B-3"]);
});
