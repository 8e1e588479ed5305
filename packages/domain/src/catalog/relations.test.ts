import { combinations, variantSku } from "@invista/contracts/product/variants";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addFile,
  createCategory,
  findDuplicates,
  getRelations,
  listCategories,
  listFiles,
  makeVariants,
  mergeCategory,
  readFile,
  removeFile,
  setComponents,
  setSubstitutes,
  bulkUpdate,
} from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const kit = async () => neonClient.product.update({ where: { id: (await product()).id }, data: { type: "KIT" } });
const versionOf = async (id: string) => (await neonClient.product.findUniqueOrThrow({ where: { id } })).version;
const contain = async (productId: string, components: { productId: string; quantity: string }[]) => {
  const version = await versionOf(productId);
  return commit((work) => setComponents(work, { productId, version, components, idempotencyKey: KEY }));
};

describe("kits", () => {
  test("as many can be built as the scarcest part allows, per warehouse the reader may see", async () => {
    const { id: warehouseId, code } = await warehouse();
    const bolt = await stockOf({ quantity: "25", warehouseId });
    const plate = await stockOf({ quantity: "4", warehouseId });
    const { id } = await kit();
    await contain(id, [
      { productId: bolt.productId, quantity: "6" },
      { productId: plate.productId, quantity: "1" },
    ]);
    const { buildable, components } = await getRelations(reader(), id);
    expect(buildable.find((row) => row.warehouseId === warehouseId)).toEqual({ warehouseId, code, quantity: "4" });
    expect(new Map(components.map((row) => [row.productId, [row.quantity, row.available]]))).toEqual(
      new Map([
        [bolt.productId, ["6", "25"]],
        [plate.productId, ["1", "4"]],
      ]),
    );
    const blind = await getRelations(reader(actor({ warehouses: ["elsewhere"] })), id);
    expect(blind.buildable).toEqual([]);
    expect(blind.components.map((row) => row.available)).toEqual(["0", "0"]);
    expect((await getRelations(reader(), bolt.productId)).usedInKits.map((row) => row.productId)).toEqual([id]);
  });

  test("a kit in a kit is built of its own parts, and a part that comes by two ways is needed for both", async () => {
    const { id: warehouseId } = await warehouse();
    const bolt = await stockOf({ quantity: "25", warehouseId });
    const [inner, outer] = [await kit(), await kit()];
    await contain(inner.id, [{ productId: bolt.productId, quantity: "4" }]);
    await contain(outer.id, [
      { productId: inner.id, quantity: "2" },
      { productId: bolt.productId, quantity: "1" },
    ]);
    const buildable = async (id: string) =>
      (await getRelations(reader(), id)).buildable.find((row) => row.warehouseId === warehouseId)?.quantity;
    expect([await buildable(inner.id), await buildable(outer.id)]).toEqual(["6", "2"]);
  });

  test("a kit inside itself is refused, over any number of steps and also when two people close the ring at once", async () => {
    const [a, b, c] = [await kit(), await kit(), await kit()];
    await contain(a.id, [{ productId: b.id, quantity: "1" }]);
    await contain(b.id, [{ productId: c.id, quantity: "1" }]);
    await expect(contain(c.id, [{ productId: a.id, quantity: "1" }])).rejects.toMatchObject({
      rule: "product.kitCycle",
    });
    await expect(contain(c.id, [{ productId: c.id, quantity: "1" }])).rejects.toMatchObject({
      rule: "product.kitCycle",
    });
    const [d, e] = [await kit(), await kit()];
    const ring = await Promise.allSettled([
      contain(d.id, [{ productId: e.id, quantity: "1" }]),
      contain(e.id, [{ productId: d.id, quantity: "1" }]),
    ]);
    expect(ring.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("only a kit has parts, each once and no finer than it is counted; a stale version is told", async () => {
    const part = await product();
    await expect(contain(part.id, [])).rejects.toMatchObject({ rule: "product.notKit" });
    const { id } = await kit();
    await expect(contain(id, [{ productId: part.id, quantity: "0.5" }])).rejects.toMatchObject({
      rule: "quantity.precision",
    });
    await expect(
      contain(id, [
        { productId: part.id, quantity: "1" },
        { productId: part.id, quantity: "2" },
      ]),
    ).rejects.toMatchObject({ rule: "product.partTwice" });
    await expect(
      commit((work) => setComponents(work, { productId: id, version: 99, components: [], idempotencyKey: KEY })),
    ).rejects.toMatchObject({ code: "STALE" });
  });
});

describe("variants", () => {
  test("every combination of the options, with a SKU of its own", () => {
    const rows = combinations([
      { name: "Size", values: ["S", "M"] },
      { name: "Colour", values: ["Weiß", "Bleu clair"] },
    ]);
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => variantSku("TS-1", row))).toEqual([
      "TS-1-S-WEISS",
      "TS-1-S-BLEUCLAIR",
      "TS-1-M-WEISS",
      "TS-1-M-BLEUCLAIR",
    ]);
  });

  test("take what the parent is and costs, know their options, and none is made twice", async () => {
    const parent = await product({ price: "19.9", qtyPrecision: 2 });
    const make = async (rows: { sku: string; name: string; options: Record<string, string> }[]) =>
      commit(async (work) =>
        makeVariants(work, { productId: parent.id, version: await versionOf(parent.id), rows, idempotencyKey: KEY }),
      );
    const row = (size: string) => ({ sku: `${parent.sku}-${size}`, name: `Shirt ${size}`, options: { Size: size } });
    expect(await make([row("S"), row("M")])).toMatchObject({ created: 2 });
    await expect(make([{ ...row("s"), sku: `${parent.sku}-AGAIN` }])).rejects.toMatchObject({
      rule: "product.variantExists",
    });
    await expect(make([{ ...row("L"), options: { Colour: "red" } }, row("XL")])).rejects.toMatchObject({
      rule: "product.optionsDiffer",
    });
    const { variants } = await getRelations(reader(), parent.id);
    expect(variants.map((one) => one.options)).toEqual([{ Size: "M" }, { Size: "S" }]);
    const made = await neonClient.product.findFirstOrThrow({
      where: { sku: `${parent.sku}-S` },
      include: { prices: true },
    });
    expect([made.qtyPrecision, made.prices.map((price) => price.unitPrice.toString())]).toEqual([2, ["19.9"]]);
    expect((await getRelations(reader(), made.id)).parent?.productId).toBe(parent.id);
    await expect(
      commit((work) =>
        makeVariants(work, { productId: made.id, version: made.version, rows: [row("XXL")], idempotencyKey: KEY }),
      ),
    ).rejects.toMatchObject({ rule: "product.isVariant" });
  });
});

test("substitutes keep their order; a product is none of its own", async () => {
  const [a, b, c] = [await product(), await product(), await product()];
  const set = async (ids: string[]) =>
    commit(async (work) =>
      setSubstitutes(work, {
        productId: a.id,
        version: await versionOf(a.id),
        substitutes: ids.map((productId) => ({ productId, note: null })),
        idempotencyKey: KEY,
      }),
    );
  await set([c.id, b.id]);
  expect((await getRelations(reader(), a.id)).substitutes.map((row) => row.productId)).toEqual([c.id, b.id]);
  await expect(set([a.id])).rejects.toMatchObject({ rule: "product.notItself" });
});

test("merging moves products and categories, joins those of one name, and refuses a category inside itself", async () => {
  const make = (name: string, parentId: string | null) =>
    commit((work) => createCategory(work, { name, parentId, idempotencyKey: KEY }));
  const from = await make("Old", null);
  const into = await make("New", null);
  const childFrom = await make("Same", from.id);
  const childInto = await make("Same", into.id);
  const only = await make("Only", from.id);
  const [a, b] = [await product(), await product()];
  await neonClient.product.update({ where: { id: a.id }, data: { categoryId: childFrom.id } });
  await neonClient.product.update({ where: { id: b.id }, data: { categoryId: only.id } });
  const merge = (id: string, intoId: string) =>
    commit((work) => mergeCategory(work, { id, version: 1, intoId, idempotencyKey: KEY }));
  await expect(merge(from.id, only.id)).rejects.toMatchObject({ rule: "category.mergeSelf" });
  expect(await merge(from.id, into.id)).toMatchObject({ name: "New", products: 1, categories: 1 });
  const tree = (await listCategories(reader())).rows.map((row) => [row.path, row.products]);
  expect(tree).toEqual([
    ["New", 0],
    ["New / Only", 1],
    ["New / Same", 1],
  ]);
  expect((await neonClient.product.findUniqueOrThrow({ where: { id: a.id } })).categoryId).toBe(childInto.id);
});

test("files are kept as they are, the newest picture is the product's, and what is too large or too many is refused", async () => {
  const { id: productId } = await product();
  const add = (name: string, isImage: boolean, content = Uint8Array.of(1, 2, 3)) =>
    commit((work) => addFile(work, { productId, name, mediaType: "image/png", isImage, content }));
  const picture = await add("a.png", true);
  const paper = await add("b.pdf", false);
  expect((await listFiles(reader(), productId)).rows.map((row) => [row.name, row.isMain, row.size])).toEqual([
    ["b.pdf", false, 3],
    ["a.png", true, 3],
  ]);
  expect([...(await readFile(reader(), picture.id)).content]).toEqual([1, 2, 3]);
  await expect(add("c", false, new Uint8Array(5 * 1_048_576 + 1))).rejects.toMatchObject({ rule: "file.tooLarge" });
  await expect(add("c", false, new Uint8Array())).rejects.toMatchObject({ rule: "file.empty" });
  await commit((work) => removeFile(work, { id: paper.id, idempotencyKey: KEY }));
  expect((await listFiles(reader(), productId)).rows).toHaveLength(1);
});

describe("many products at once", () => {
  test("all change or none, and a refusal names the product", async () => {
    const [a, b] = [await product(), await product()];
    const change = (versionOfB: number) =>
      commit((work) =>
        bulkUpdate(work, {
          changes: [
            { id: a.id, version: 1, name: "First", price: "3.5" },
            { id: b.id, version: versionOfB, status: "DRAFT" },
          ],
          currency: "EUR",
          idempotencyKey: KEY,
        }),
      );
    await expect(change(9)).rejects.toMatchObject({ code: "STALE", details: { sku: b.sku, productId: b.id } });
    expect((await neonClient.product.findUniqueOrThrow({ where: { id: a.id } })).name).not.toBe("First");
    expect(await change(1)).toEqual({ changed: 2 });
    expect(await neonClient.product.findUniqueOrThrow({ where: { id: b.id } })).toMatchObject({
      status: "DRAFT",
      version: 2,
    });
  });

  test("codes and prices change together; a code that is taken, stands twice or is misread names the product, and nothing changes", async () => {
    const [a, b, c] = [await product({ price: "1" }), await product({ price: "1" }), await product()];
    const change = (barcodes: readonly string[], version: number) =>
      commit((work) =>
        bulkUpdate(work, {
          changes: [a, b].map(({ id }, index) => ({ id, version, barcode: barcodes[index] ?? null, price: "2.5" })),
          currency: "EUR",
          idempotencyKey: KEY,
        }),
      );
    await neonClient.productUnit.create({ data: { productId: c.id, uomId: "EA", barcode: "TAKEN" } });
    const ofB = { details: { productId: b.id, sku: b.sku } };
    await expect(change(["ONE", "TAKEN"], 1)).rejects.toMatchObject({ rule: "record.duplicate", ...ofB });
    await expect(change(["ONE", "ONE"], 1)).rejects.toMatchObject({ rule: "record.duplicate", ...ofB });
    await expect(change(["ONE", "4006381333932"], 1)).rejects.toMatchObject({ rule: "barcode.checkDigit", ...ofB });
    expect(await neonClient.productPrice.count({ where: { productId: { in: [a.id, b.id] } } })).toBe(2);
    await change(["ONE", "TWO"], 1);
    const prices = await neonClient.productPrice.findMany({
      where: { productId: a.id },
      orderBy: { validFrom: "asc" },
    });
    expect(prices.map((row) => [row.unitPrice.toString(), row.validTo === null])).toEqual([
      ["1", false],
      ["2.5", true],
    ]);
  });

  test("possible doubles are found by SKU and by the words of the name", async () => {
    const a = await product({ sku: "AB-12.3", name: "Copper pump 7" });
    const b = await product({ sku: "ab 123", name: "Something else" });
    const c = await product({ sku: "ZZ-9", name: "pump, copper 7" });
    const { rows } = await findDuplicates(reader());
    const found = rows.map((row) => [row.why, row.first.id, row.second.id]);
    expect(found).toContainEqual(["SAME_SKU", a.id, b.id]);
    expect(found).toContainEqual(["SAME_WORDS", a.id, c.id]);
  });
});
