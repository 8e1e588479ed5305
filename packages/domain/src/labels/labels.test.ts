import { disconnectAll, neonClient } from "@invista/db";
import { actor, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLabels } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const coded = async (barcode: string | null) => {
  const made = await product();
  if (barcode !== null) await neonClient.productUnit.create({ data: { productId: made.id, uomId: "EA", barcode } });
  return made;
};

test("products carry their GTIN in its own symbology, anything else as Code 128, in the order asked for", async () => {
  const [gtin, own, bare] = [await coded("4006381333931"), await coded("4006381333932"), await coded(null)];
  expect(await readLabels(reader(), { kind: "PRODUCT", ids: [bare.id, gtin.id, own.id, gtin.id] })).toMatchObject([
    { title: bare.sku, lines: [bare.name], symbology: "code128", code: bare.sku },
    { symbology: "ean13", code: "4006381333931" },
    { symbology: "code128", code: "4006381333932" },
    { symbology: "ean13", code: "4006381333931" },
  ]);
  await expect(readLabels(reader(), { kind: "PRODUCT", ids: [gtin.id, "nobody"] })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("bins are those of warehouses in reach, and the floor has no label", async () => {
  const { id: warehouseId } = await warehouse();
  const bin = (code: string, fields: object = {}) =>
    neonClient.storageLocation.create({ data: { warehouseId, code, ...fields } });
  const [one, floor] = [await bin("A-1", { zone: "A", barcode: "BIN-7" }), await bin("")];
  expect(await readLabels(reader(), { kind: "BIN", ids: [one.id] })).toMatchObject([
    { title: "A-1", symbology: "code128", code: "BIN-7" },
  ]);
  const elsewhere = reader(actor({ warehouses: ["elsewhere"] }));
  await expect(readLabels(elsewhere, { kind: "BIN", ids: [one.id] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(readLabels(reader(), { kind: "BIN", ids: [floor.id] })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a lot of a product with a GTIN says product, day and lot in one code; else its number", async () => {
  const [coded1, bare] = [await coded("036000291452"), await coded(null)];
  const lot = (productId: string, lotNumber: string) =>
    neonClient.lot.create({ data: { productId, lotNumber, expiresAt: new Date("2027-03-31T00:00:00Z") } });
  const [first, second, odd] = [
    await lot(coded1.id, "LOT-7"),
    await lot(bare.id, "LOT-8"),
    await lot(coded1.id, "Los 9 é"),
  ];
  expect(await readLabels(reader(), { kind: "LOT", ids: [first.id, second.id, odd.id] })).toMatchObject([
    {
      lines: [coded1.name, "Lot LOT-7", "Expires 2027-03-31"],
      symbology: "gs1datamatrix",
      code: "(01)00036000291452(17)270331(10)LOT-7",
    },
    { symbology: "code128", code: "LOT-8" },
    { symbology: "qrcode", code: "Los 9 é" },
  ]);
});

test("a piece says product and number in one code where the product has a GTIN", async () => {
  const [made, bare] = [await coded("5901234123457"), await coded(null)];
  const piece = (productId: string, serial: string) =>
    neonClient.serialNumber.create({ data: { productId, serial, status: "RETURNED" } });
  const [one, two] = [await piece(made.id, "SN-7"), await piece(bare.id, "SN-8")];
  expect(await readLabels(reader(), { kind: "SERIAL", ids: [one.id, two.id] })).toMatchObject([
    { title: made.sku, lines: [made.name, "No. SN-7"], symbology: "gs1datamatrix", code: "(01)05901234123457(21)SN-7" },
    { symbology: "code128", code: "SN-8" },
  ]);
});
