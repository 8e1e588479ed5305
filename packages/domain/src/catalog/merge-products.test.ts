import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getProduct, mergeProducts, restoreProduct } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.unitOfMeasure.create({
    data: { id: "BOX", code: "BOX", name: "Box", dimension: "COUNT", precision: 0 },
  });
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

interface One {
  readonly id: string;
}
async function merge(kept: One, gone: One, as = actor()) {
  const [k, g] = await Promise.all(
    [kept, gone].map(({ id }) => neonClient.product.findUniqueOrThrow({ where: { id }, select: { version: true } })),
  );
  return commit(
    (work) =>
      mergeProducts(work, {
        keptId: kept.id,
        keptVersion: k?.version ?? 0,
        goneId: gone.id,
        goneVersion: g?.version ?? 0,
        idempotencyKey: KEY,
      }),
    { as },
  );
}
const pack = ({ id }: One, factorNum: number, barcode?: string) =>
  neonClient.productUnit.create({ data: { productId: id, uomId: "BOX", factorNum, ...(barcode ? { barcode } : {}) } });

test("codes, packs, sources, prices, files and fields go over where they are free; the other is archived as replaced", async () => {
  const kept = await product({ price: "10" });
  const gone = await product({ price: "12" });
  const unit = await neonClient.productUnit.create({ data: { productId: gone.id, uomId: "EA", barcode: "GONE-EA" } });
  await neonClient.productBarcode.create({
    data: { productId: gone.id, productUnitId: unit.id, code: "GONE-MORE" },
  });
  await pack(gone, 10, "GONE-BOX");
  await neonClient.priceList.create({ data: { code: "TRADE", name: "Trade" } });
  await neonClient.productPrice.create({ data: { productId: gone.id, listCode: "TRADE", unitPrice: "7" } });
  const supplier = await neonClient.supplier.create({ data: { code: "S-1", name: "Supplier" } });
  await neonClient.supplierProduct.create({
    data: { supplierId: supplier.id, productId: gone.id, supplierSku: "THEIRS", preferred: true },
  });
  await neonClient.attachment.create({
    data: {
      productId: gone.id,
      name: "sheet.txt",
      mediaType: "text/plain",
      size: 2,
      content: new Uint8Array([1, 2]),
      isImage: false,
      createdBy: "test-user",
    },
  });
  await neonClient.attributeDefinition.createMany({
    data: ["colour", "size"].map((code) => ({ code, label: code, kind: "TEXT" as const })),
  });
  await neonClient.product.update({ where: { id: gone.id }, data: { attributes: { colour: "red", size: "L" } } });
  await neonClient.product.update({ where: { id: kept.id }, data: { attributes: { size: "M" } } });

  expect(await merge(kept, gone)).toMatchObject({ codes: 3, sources: 1, prices: 1, files: 1, fields: 1 });
  const codes = await neonClient.productBarcode.findMany({
    where: { productId: kept.id },
    include: { productUnit: true },
    orderBy: { code: "asc" },
  });
  expect(codes.map((one) => `${one.code} ${one.productUnit.uomId} ${one.productUnit.factorNum} ${one.isOwn}`)).toEqual([
    "GONE-BOX BOX 10 true",
    "GONE-EA EA 1 true",
    "GONE-MORE EA 1 false",
  ]);
  expect(await neonClient.productBarcode.count({ where: { productId: gone.id } })).toBe(0);
  const prices = await neonClient.productPrice.findMany({
    where: { productId: kept.id },
    orderBy: { listCode: "asc" },
  });
  expect(prices.map((row) => `${row.listCode} ${row.unitPrice.toString()}`)).toEqual(["DEFAULT 10", "TRADE 7"]);
  expect(await neonClient.supplierProduct.findMany({ where: { productId: kept.id } })).toMatchObject([
    { supplierSku: "THEIRS", preferred: true },
  ]);
  expect(await neonClient.attachment.count({ where: { productId: kept.id } })).toBe(1);
  const { attributes } = await neonClient.product.findUniqueOrThrow({ where: { id: kept.id } });
  expect(attributes).toEqual({ colour: "red", size: "M" });
  expect(await getProduct(reader(), { id: gone.id })).toMatchObject({
    status: "ARCHIVED",
    replacedBy: { id: kept.id, sku: kept.sku },
  });
});

test("a product with stock, or in an open document, is not merged, and the refusal says what it has", async () => {
  const site = await warehouse();
  const [kept, gone] = [await product({ price: "10" }), await product({ price: "10" })];
  await stockOf({ productId: gone.id, warehouseId: site.id, quantity: "4" });
  await neonClient.stockTransfer.create({
    data: {
      createdBy: "test-user",
      fromWarehouseId: site.id,
      toWarehouseId: (await warehouse()).id,
      items: { create: [{ productId: gone.id, quantity: "1" }] },
    },
  });
  await expect(merge(kept, gone)).rejects.toMatchObject({
    rule: "product.mergeInUse",
    details: { sku: gone.sku, holding: "4 on hand, 1 open transfer line" },
  });
  expect((await getProduct(reader(), { id: gone.id })).status).toBe("ACTIVE");
});

test("a code on a pack that holds another quantity is not taken over by guess", async () => {
  const [kept, gone] = [await product(), await product()];
  await pack(kept, 12);
  await pack(gone, 10, "TEN-BOX");
  await expect(merge(kept, gone)).rejects.toMatchObject({ rule: "product.mergePack", details: { unit: "BOX" } });
  expect(await neonClient.productBarcode.count({ where: { productId: gone.id } })).toBe(1);
});

test("who may not set prices leaves them where they are", async () => {
  const [kept, gone] = [await product(), await product({ price: "5" })];
  await neonClient.productPrice.deleteMany({ where: { productId: kept.id } });
  const as = actor({ permissions: new Set(["product:archive"]) });
  expect(await merge(kept, gone, as)).toMatchObject({ prices: 0 });
});

test("a merged product that is restored is replaced by nothing", async () => {
  const [kept, gone] = [await product(), await product()];
  await merge(kept, gone);
  const { version } = await neonClient.product.findUniqueOrThrow({ where: { id: gone.id } });
  await commit((work) => restoreProduct(work, { id: gone.id, version, idempotencyKey: KEY }));
  expect((await getProduct(reader(), { id: gone.id })).replacedBy).toBeNull();
});

test("two merges of two products into each other at once: one of them stays", async () => {
  const [a, b] = [await product(), await product()];
  const answers = await Promise.allSettled([merge(a, b), merge(b, a)]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const left = await neonClient.product.findMany({ where: { id: { in: [a.id, b.id] }, status: "ACTIVE" } });
  expect(left).toHaveLength(1);
});
