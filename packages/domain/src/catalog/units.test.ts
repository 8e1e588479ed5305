import { toBaseUnit } from "@invista/contracts/product/units";
import { isGtin } from "@invista/contracts/scan/parse-scan";
import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addBarcode,
  createUnit,
  endPrice,
  getProduct,
  getRelations,
  listPrices,
  removeBarcode,
  removeUnit,
  saveUnit,
  searchProducts,
  setPrice,
  updateProduct,
} from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
  await commit((work) => createUnit(work, { code: "BOX", name: "Box", idempotencyKey: KEY }));
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const versionOf = async (id: string) => (await neonClient.product.findUniqueOrThrow({ where: { id } })).version;
const pack = (productId: string, fields: { factorNum?: number; factorDen?: number; barcode?: string | null } = {}) =>
  commit(async (work) =>
    saveUnit(work, {
      productId,
      version: await versionOf(productId),
      unitCode: "BOX",
      factorNum: 12,
      factorDen: 1,
      barcode: null,
      isPurchase: true,
      isSales: false,
      idempotencyKey: KEY,
      ...fields,
    }),
  );
const add = (productId: string, code: string | null, unitId: string | null = null) =>
  commit((work) => addBarcode(work, { productId, unitId, code, idempotencyKey: KEY }));
const codesOf = async (id: string) =>
  (await getRelations(reader(), id)).units.map((unit) => [unit.unitCode, unit.barcodes.map((one) => one.code)]);

describe("packs and codes", () => {
  test("a pack converts exactly or not at all", () => {
    expect(toBaseUnit("3", { factorNum: 12, factorDen: 1 }, 0)).toBe("36");
    expect(toBaseUnit("0.3", { factorNum: 1, factorDen: 3 }, 1)).toBe("0.1");
    expect(toBaseUnit("1", { factorNum: 1, factorDen: 3 }, 4)).toBeNull();
    // Twenty-five digits on the way: none of them is lost.
    expect(toBaseUnit("12345678901234.5678", { factorNum: 999_999, factorDen: 999_999 }, 4)).toBe(
      "12345678901234.5678",
    );
    expect(toBaseUnit("12345678901234.5679", { factorNum: 1, factorDen: 999_999 }, 4)).toBeNull();
  });

  test("a product has any number of codes, each of them finds it, and no other product can have one", async () => {
    const { id } = await product();
    const box = await pack(id, { barcode: "4006381333931" });
    await add(id, "OWN-1");
    await add(id, "OWN-2");
    await add(id, "96385074", box.id);
    expect(await codesOf(id)).toEqual([
      ["EA", ["OWN-1", "OWN-2"]],
      ["BOX", ["4006381333931", "96385074"]],
    ]);
    for (const q of ["OWN-1", "OWN-2", "4006381333931", "96385074"])
      expect((await searchProducts(reader(), { q, limit: 5 })).rows.map((row) => row.id)).toEqual([id]);
    const other = await product();
    await expect(add(other.id, "OWN-2")).rejects.toMatchObject({ code: "CONFLICT", rule: "record.duplicate" });
    await expect(pack(other.id, { barcode: "OWN-2" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("two products that take one code at the same moment: one has it", async () => {
    const [a, b] = [await product(), await product()];
    const results = await Promise.allSettled([add(a.id, "RACE-1"), pack(b.id, { barcode: "RACE-1" })]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("the company's own numbers are valid and never given twice", async () => {
    const [a, b] = [await product(), await product()];
    const codes = [(await add(a.id, null)).code, (await add(b.id, null)).code, (await add(b.id, null)).code];
    expect(new Set(codes).size).toBe(3);
    for (const code of codes) expect([code, isGtin(code), code.startsWith("29")]).toEqual([code, true, true]);
  });

  test("the next code of a unit takes the place of the one that goes, and a changed one leaves nothing behind", async () => {
    const { id } = await product();
    const first = await add(id, "FIRST");
    await add(id, "SECOND");
    await commit((work) => removeBarcode(work, { id: first.id, idempotencyKey: KEY }));
    expect(await codesOf(id)).toEqual([["EA", ["SECOND"]]]);
    expect((await getProduct(reader(), { id })).barcode).toBe("SECOND");
    const unit = (await getRelations(reader(), id)).units[0];
    await neonClient.productUnit.update({ where: { id: unit?.id ?? "" }, data: { barcode: "THIRD" } });
    expect(await codesOf(id)).toEqual([["EA", ["THIRD"]]]);
    await commit((work) => addBarcode(work, { productId: id, unitId: null, code: "SECOND", idempotencyKey: KEY }));
  });

  test("a code, a pack and a price that change beside a form that is open make it stale", async () => {
    const { id } = await product();
    const seen: number[] = [await versionOf(id)];
    const after = async (step: Promise<unknown>) => {
      await step;
      seen.push(await versionOf(id));
    };
    await after(add(id, "STALE-1"));
    await after(pack(id));
    await after(
      commit((work) =>
        setPrice(work, {
          productId: id,
          listCode: "DEFAULT",
          currency: "EUR",
          minQuantity: "1",
          unitPrice: "8",
          validFrom: null,
          validTo: null,
          idempotencyKey: KEY,
        }),
      ),
    );
    expect(seen).toEqual([1, 2, 3, 4]);
    const stale = commit((work) =>
      saveUnit(work, {
        productId: id,
        version: 1,
        unitCode: "BOX",
        factorNum: 24,
        factorDen: 1,
        barcode: null,
        isPurchase: true,
        isSales: false,
        idempotencyKey: KEY,
      }),
    );
    await expect(stale).rejects.toMatchObject({ code: "STALE" });
  });

  test("the own unit keeps its conversion and stays; a pack goes with its codes", async () => {
    const { id } = await product();
    await add(id, "BASE");
    await expect(
      commit((work) =>
        saveUnit(work, {
          productId: id,
          version: 2,
          unitCode: "EA",
          factorNum: 2,
          factorDen: 1,
          barcode: null,
          isPurchase: false,
          isSales: false,
          idempotencyKey: KEY,
        }),
      ),
    ).rejects.toMatchObject({ rule: "product.baseUnit" });
    const base = (await getRelations(reader(), id)).units[0];
    await expect(commit((work) => removeUnit(work, { id: base?.id ?? "", idempotencyKey: KEY }))).rejects.toMatchObject(
      {
        rule: "product.baseUnit",
      },
    );
    const box = await pack(id, { barcode: "BOX-GOES" });
    await commit((work) => removeUnit(work, { id: box.id, idempotencyKey: KEY }));
    expect(await neonClient.productBarcode.count({ where: { code: "BOX-GOES" } })).toBe(0);
  });

  test("a barcode with a wrong check digit is refused in the product's own form, but one that came that way stays", async () => {
    const { id, sku, version } = await product();
    const save = (barcode: string, atVersion: number) =>
      commit((work) =>
        updateProduct(work, {
          id,
          version: atVersion,
          sku,
          name: "P",
          description: null,
          categoryId: null,
          unitCode: "EA",
          qtyPrecision: 0,
          costMethod: "FIFO",
          barcode,
          currency: "EUR",
          status: "ACTIVE",
          idempotencyKey: KEY,
        }),
      );
    await expect(save("4006381333932", version)).rejects.toMatchObject({ rule: "barcode.checkDigit" });
    await neonClient.productUnit.create({ data: { productId: id, uomId: "EA", barcode: "4006381333932" } });
    expect(await save("4006381333932", version)).toMatchObject({ version: version + 1 });
  });
});

describe("price lists", () => {
  beforeAll(async () => {
    await neonClient.priceList.create({ data: { code: "TRADE", name: "Trade" } });
  });
  const set = (productId: string, fields: Partial<Parameters<typeof setPrice>[1]> & { unitPrice: string }) =>
    commit((work) =>
      setPrice(work, {
        productId,
        listCode: "TRADE",
        currency: "EUR",
        minQuantity: "1",
        validFrom: null,
        validTo: null,
        idempotencyKey: KEY,
        ...fields,
      }),
    );
  const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  test("a new price ends the one before and keeps it in the history; breaks and lists stand beside each other", async () => {
    const { id } = await product({ price: "10" });
    await set(id, { unitPrice: "9" });
    await set(id, { unitPrice: "7", minQuantity: "100" });
    await set(id, { unitPrice: "8.5" });
    const { rows } = await listPrices(reader(), id);
    expect(rows.map((row) => [row.listCode, row.minQuantity, row.unitPrice, row.state])).toEqual([
      ["DEFAULT", "1", "10", "NOW"],
      ["TRADE", "1", "8.5", "NOW"],
      ["TRADE", "100", "7", "NOW"],
      ["TRADE", "1", "9", "PAST"],
    ]);
  });

  test("a price for a time to come stands until then, what overlaps or lies in the past is refused, and it can be taken back", async () => {
    const { id } = await product();
    const later = await set(id, { unitPrice: "5", validFrom: soon(1), validTo: soon(8) });
    await expect(set(id, { unitPrice: "6", validFrom: soon(2), validTo: soon(3) })).rejects.toMatchObject({
      code: "CONFLICT",
      rule: "price.overlap",
    });
    await expect(set(id, { unitPrice: "6", validFrom: soon(-1) })).rejects.toMatchObject({ rule: "price.period" });
    const moment = soon(9);
    await expect(set(id, { unitPrice: "6", validFrom: moment, validTo: moment })).rejects.toMatchObject({
      rule: "price.period",
    });
    expect((await listPrices(reader(), id)).rows.map((row) => row.state)).toEqual(["NOW", "LATER"]);
    await commit((work) => endPrice(work, { id: later.id, idempotencyKey: KEY }));
    expect((await listPrices(reader(), id)).rows.map((row) => row.listCode)).toEqual(["DEFAULT"]);
  });

  test("two people who set one price at once leave one in force", async () => {
    const { id } = await product();
    await set(id, { unitPrice: "4" });
    const results = await Promise.allSettled([set(id, { unitPrice: "5" }), set(id, { unitPrice: "6" })]);
    expect(results.some((result) => result.status === "fulfilled")).toBe(true);
    const now = (await listPrices(reader(), id)).rows.filter((row) => row.listCode === "TRADE" && row.state === "NOW");
    expect(now).toHaveLength(1);
  });
});
