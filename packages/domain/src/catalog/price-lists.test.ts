import { disconnectAll, neonClient } from "@invista/db";
import { commit, customer, KEY, product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeTerms } from "../customers/index.ts";
import { createPriceList, listPriceLists, setPrice, updatePriceList } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const make = (code: string, currency: string | null = null) =>
  commit((work) => createPriceList(work, { code, name: `List ${code}`, currency, idempotencyKey: KEY }));
type Change = Omit<Parameters<typeof updatePriceList>[1], "idempotencyKey">;
const change = (input: Change) => commit((work) => updatePriceList(work, { ...input, idempotencyKey: KEY }));
const price = (productId: string, listCode: string, currency = "EUR") =>
  commit((work) =>
    setPrice(work, {
      productId,
      listCode,
      currency,
      minQuantity: "1",
      unitPrice: "5",
      validFrom: null,
      validTo: null,
      idempotencyKey: KEY,
    }),
  );
const join = async (listCode: string) => {
  const { id, version } = await customer();
  return commit((work) => changeTerms(work, { id, version, priceListCode: listCode, idempotencyKey: KEY }));
};
const rowOf = async (code: string) => (await listPriceLists(reader(), {})).rows.find((row) => row.code === code);

test("a list is made, renamed, and says how many prices and customers use it; the standard list comes first", async () => {
  const made = await make("GOLD");
  const { id } = await product({ price: "10" });
  await price(id, "GOLD");
  await join("GOLD");
  expect(await change({ code: "GOLD", version: made.version, name: "Golden customers" })).toMatchObject({
    name: "Golden customers",
    version: 2,
  });
  expect(await rowOf("GOLD")).toEqual({
    code: "GOLD",
    name: "Golden customers",
    currency: null,
    isActive: true,
    prices: 1,
    customers: 1,
    version: 2,
  });
  const { rows } = await listPriceLists(reader(), {});
  expect(rows[0]).toMatchObject({ code: "DEFAULT", name: "Standard" });
  await expect(make("GOLD")).rejects.toMatchObject({ code: "CONFLICT", rule: "record.duplicate" });
});

test("a price and a customer can't be of a list that is unknown or archived", async () => {
  const { id } = await product({ price: "10" });
  await expect(price(id, "NONE")).rejects.toMatchObject({ rule: "priceList.unknown", details: { list: "NONE" } });
  await expect(join("NONE")).rejects.toMatchObject({ code: "INVALID", rule: "record.referenceUnknown" });
  const { version } = await make("GONE");
  await change({ code: "GONE", version, isActive: false });
  await expect(price(id, "GONE")).rejects.toMatchObject({ rule: "priceList.archived" });
  await expect(join("GONE")).rejects.toMatchObject({ rule: "priceList.archived", details: { list: "GONE" } });
  await expect(
    neonClient.productPrice.create({ data: { productId: id, listCode: "GONE", unitPrice: "1" } }),
  ).rejects.toThrow(/archived/);
});

test("a list with customers is not archived, and the standard one never", async () => {
  const { version } = await make("KEPT");
  await join("KEPT");
  await expect(change({ code: "KEPT", version, isActive: false })).rejects.toMatchObject({
    rule: "priceList.inUse",
    details: { list: "KEPT", customers: 1 },
  });
  await expect(change({ code: "DEFAULT", version: 1, isActive: false })).rejects.toMatchObject({
    rule: "priceList.standard",
  });
  await expect(change({ code: "DEFAULT", version: 1, currency: "EUR" })).rejects.toMatchObject({
    rule: "priceList.standard",
  });
  await expect(neonClient.priceList.update({ where: { code: "DEFAULT" }, data: { currency: "EUR" } })).rejects.toThrow(
    /price_list_standard/,
  );
});

test("a list with a currency takes prices in it only, and does not change it under prices in another", async () => {
  const { version } = await make("DOLLARS", "USD");
  const { id } = await product({ price: "10" });
  await expect(price(id, "DOLLARS")).rejects.toMatchObject({
    rule: "priceList.currency",
    details: { list: "DOLLARS", currency: "USD" },
  });
  await price(id, "DOLLARS", "USD");
  await expect(change({ code: "DOLLARS", version, currency: "EUR" })).rejects.toMatchObject({
    rule: "priceList.currencyUsed",
  });
  await expect(
    neonClient.productPrice.create({ data: { productId: id, listCode: "DOLLARS", currency: "EUR", unitPrice: "1" } }),
  ).rejects.toThrow(/own currency/);
});

test("a customer who joins while the list is archived: one of the two is refused", async () => {
  for (const code of ["RACE1", "RACE2", "RACE3"]) {
    const { version } = await make(code);
    const [archived, joined] = await Promise.allSettled([change({ code, version, isActive: false }), join(code)]);
    expect([archived.status, joined.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await rowOf(code)).toMatchObject(
      joined.status === "fulfilled" ? { isActive: true, customers: 1 } : { isActive: false, customers: 0 },
    );
  }
});
