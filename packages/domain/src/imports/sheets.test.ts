import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { createCount, listCountLines, startCount } from "../counts/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { moveStock } from "../stock/index.ts";
import { listImportErrors } from "./index.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
let site: { id: string; code: string };
beforeAll(async () => {
  databases = await useTestDatabases();
  site = await warehouse("SITE");
  await neonClient.priceList.createMany({
    data: [
      { code: "DEALER", name: "Dealers" },
      { code: "L", name: "Another" },
    ],
  });
  desk = importDesk();
});
afterAll(async () => {
  const report = await checkInvariants(reader());
  await desk.close();
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
  expect(desk.problems).toEqual([]);
});

const csv = (...lines: string[]) => `${lines.join("\r\n")}\r\n`;
const errorsOf = async (id: string) => (await desk.errors(id)).map(({ line, code }) => `${line} ${code}`);
/** Imports a file and imports it again: the second time nothing changes. */
async function twice(text: string) {
  const first = await desk.commit((await desk.uploadText(text)).id);
  expect(first.status).toBe("DONE");
  const second = await desk.uploadText(text);
  expect(second.counts).toMatchObject({ create: 0, update: 0, movements: 0, unchanged: first.counts?.accepted });
  return first;
}
const tracked = async (fields: { trackLots?: boolean; trackSerials?: boolean; trackExpiry?: boolean }) => {
  const { id } = await product();
  return neonClient.product.update({ where: { id }, data: fields });
};

test("prices of lists come in by quantity and period; what is wrong is named, a second import changes nothing, and all goes back", async () => {
  const { id, sku } = await product({ price: "10" });
  const file = csv(
    "sku,price list,currency,min quantity,unit price,valid from,valid to",
    `${sku},,EUR,1,9.50,,`,
    `${sku},DEALER,EUR,10,8,2031-01-01,2031-12-31`,
    `NOBODY,,EUR,1,5,,`,
    `${sku},DEALER,EUR,10,8,2031-01-01,2031-12-31`,
    `${sku},DEALER,EUR,5,-1,,`,
    `${sku},DEALER,EUR,5,1,2031-02-01,2031-01-01`,
    `${sku},DEALER,EUR,5,1,03/04/2031,`,
    `${sku},DEALER,EUR,5,1.005,,`,
  );
  const checked = await desk.uploadText(file);
  expect(checked).toMatchObject({
    status: "CHECKED",
    profile: "PRICES",
    counts: { create: 1, update: 1, rejected: 6 },
  });
  expect(await errorsOf(checked.id)).toEqual([
    "4 SKU_UNKNOWN",
    "5 DUPLICATE_IN_FILE",
    "6 PRICE_NEGATIVE",
    "7 PERIOD_INVALID",
    "8 DATE_AMBIGUOUS",
    "9 PRICE_PRECISION",
  ]);
  const [unknown] = (await listImportErrors(reader(), { id: checked.id, limit: 1 })).rows;
  expect(unknown).toMatchObject({ column: "sku", value: "NOBODY" });
  const done = await twice(file);
  const held = async () =>
    (
      await neonClient.productPrice.findMany({
        where: { productId: id },
        orderBy: [{ listCode: "asc" }, { validFrom: "asc" }],
      })
    ).map(
      (row) =>
        `${row.listCode} ${row.minQuantity.toString()}: ${row.unitPrice.toString()}${row.validTo ? " ended" : ""}`,
    );
  expect(await held()).toEqual(["DEALER 10: 8 ended", "DEFAULT 1: 10 ended", "DEFAULT 1: 9.5"]);
  expect((await desk.undo(done.id)).status).toBe("UNDONE");
  expect(await held()).toEqual(["DEFAULT 1: 10"]);
});

test("how days are written can be said, and is then not asked", async () => {
  const { sku } = await product({ price: "10" });
  const file = csv("sku,price list,unit price,valid from", `${sku},L,1,03/04/2031`);
  const { id } = await desk.uploadText(file);
  expect((await desk.check(id, { dateFormat: "DMY" })).counts).toMatchObject({ create: 1, rejected: 0 });
  await desk.commit(id);
  const [price] = await neonClient.productPrice.findMany({ where: { listCode: "L" } });
  expect(price?.validFrom.toISOString().slice(0, 10)).toBe("2031-04-03");
});

test("bins come in with what they bear, and go again unless something lies in them", async () => {
  const file = csv(
    "warehouse,bin,zone,type,pick sequence,max weight,barcode,sellable",
    "SITE,Z-1,Z,PICK,10,250,BC-Z1,yes",
    "SITE,Z-2,Z,QUARANTINE,20,,,",
    "SITE,Z-3,Z,SHELF,,,,",
    "NOWHERE,Z-4,Z,PICK,,,,",
    "SITE,~X,Z,PICK,,,,",
    "SITE,Z-5,Z,PICK,,,BC-Z1,",
  );
  const { id } = await desk.uploadText(file);
  expect(await errorsOf(id)).toEqual(["4 VALUE_INVALID", "5 WAREHOUSE_UNKNOWN", "6 VALUE_INVALID"]);
  const done = await desk.commit(id);
  // Two bins of one file with one barcode: the database keeps the first.
  expect(done.counts).toMatchObject({ create: 2, rejected: 4 });
  const find = (code: string) => neonClient.storageLocation.findFirst({ where: { warehouseId: site.id, code } });
  expect(await find("Z-1")).toMatchObject({ zone: "Z", pickSequence: 10, barcode: "BC-Z1", isSellable: true });
  expect(await find("Z-2")).toMatchObject({ type: "QUARANTINE", isSellable: false });
  const changed = await desk.commit(
    (await desk.uploadText(csv("warehouse,bin,zone,pick sequence", "SITE,Z-1,Y,5"))).id,
  );
  expect(await find("Z-1")).toMatchObject({ zone: "Y", pickSequence: 5, barcode: "BC-Z1" });
  await desk.undo(changed.id);
  expect(await find("Z-1")).toMatchObject({ zone: "Z", pickSequence: 10 });
  const item = await stockOf({ warehouseId: site.id, quantity: "1", location: "Z-1" });
  await expect(desk.undo(done.id)).rejects.toMatchObject({ rule: "import.undoBlocked" });
  const held = await desk.uploadText(csv("warehouse,bin,zone,sellable", "SITE,Z-1,Z,no"));
  expect(await errorsOf(held.id)).toEqual(["2 BIN_HOLDS_STOCK"]);
  expect(item.location).toBe("Z-1");
});

test("lots come in with their days, as an export writes them, and go while nothing lies in them", async () => {
  const { sku } = await tracked({ trackLots: true, trackExpiry: true });
  const { sku: plain } = await product();
  const file = csv(
    "lotNumber,sku,manufacturedAt,expiresAt,daysLeft",
    `L-1,${sku},2030-01-01,2031-01-01,9`,
    `L-2,${sku},2030-01-01,,`,
    `L-3,${sku},2031-01-01,2030-01-01,`,
    `L-4,${plain},,2031-01-01,`,
  );
  const { id } = await desk.uploadText(file);
  expect(await errorsOf(id)).toEqual(["3 EXPIRY_MISSING", "4 EXPIRY_BEFORE_MANUFACTURE", "5 NOT_TRACKED"]);
  const done = await twice(file);
  expect(done.profile).toBe("LOTS");
  expect((await desk.undo(done.id)).status).toBe("UNDONE");
  expect(await neonClient.lot.count({ where: { lotNumber: "L-1" } })).toBe(0);
});

test("stock comes in by bin and lot, each place set to its quantity, and goes back by reversal", async () => {
  const { id: productId, sku } = await tracked({ trackLots: true });
  const file = csv(
    "sku,warehouse,bin,lot number,expires,quantity,unit cost",
    `${sku},SITE,S-1,A,2031-01-01,12,2.50`,
    `${sku},SITE,S-2,A,,3,2.50`,
    `${sku},SITE,S-1,B,,0.5,1`,
    `${sku},SITE,S-1,,,4,1`,
  );
  const checked = await desk.uploadText(file);
  expect(checked).toMatchObject({ profile: "LOT_STOCK", counts: { create: 2, movements: 2, quantity: "15" } });
  expect(await errorsOf(checked.id)).toEqual(["4 QTY_NOT_INTEGER", "5 VALUE_MISSING"]);
  const done = await twice(file);
  const held = async () =>
    (
      await neonClient.inventoryItem.findMany({
        where: { productId },
        include: { lot: true },
        orderBy: { location: "asc" },
      })
    ).map((item) => `${item.location} ${item.lot?.lotNumber}: ${item.quantity.toString()}`);
  expect(await held()).toEqual(["S-1 A: 12", "S-2 A: 3"]);
  const less = await desk.commit(
    (await desk.uploadText(csv("sku,warehouse,bin,lot number,quantity", `${sku},SITE,S-1,A,10`))).id,
  );
  expect(await held()).toEqual(["S-1 A: 10", "S-2 A: 3"]);
  const other = await desk.uploadText(
    csv("sku,warehouse,bin,lot number,expires,quantity", `${sku},SITE,S-1,A,2032-01-01,10`),
  );
  expect(await errorsOf(other.id)).toEqual(["2 EXPIRY_DIFFERS"]);
  await desk.undo(less.id);
  await desk.undo(done.id);
  expect(await held()).toEqual(["S-1 A: 0", "S-2 A: 0"]);
});

test("pieces come in by their numbers, once; what has moved on blocks the undo", async () => {
  const { id: productId, sku } = await tracked({ trackSerials: true });
  const { sku: plain } = await product();
  const file = csv(
    "sku,serial,warehouse,bin",
    `${sku},N1,SITE,P-1`,
    `${sku},N2,SITE,P-1`,
    `${sku},N2,SITE,P-2`,
    `${plain},N3,SITE,P-1`,
  );
  const { id } = await desk.uploadText(file);
  expect(await errorsOf(id)).toEqual(["4 DUPLICATE_IN_FILE", "5 NOT_TRACKED"]);
  const done = await twice(file);
  const pieces = () => neonClient.serialNumber.count({ where: { productId, status: "IN_STOCK" } });
  expect(await pieces()).toBe(2);
  const elsewhere = await desk.uploadText(csv("sku,serial,warehouse,bin", `${sku},N1,SITE,P-9`));
  expect(await errorsOf(elsewhere.id)).toEqual(["2 SERIAL_ELSEWHERE"]);
  const moved = await commit(
    (work) =>
      moveStock(work, {
        productId,
        warehouseId: site.id,
        location: "P-1",
        lotId: null,
        quantity: "1",
        toLocation: "P-2",
        note: null,
        serials: ["N1"],
        idempotencyKey: KEY,
      }),
    { procedure: "stock.move" },
  );
  expect(moved.quantity).toBe("1");
  await expect(desk.undo(done.id)).rejects.toMatchObject({ rule: "import.undoBlocked" });
});

test("counted quantities fill the sheet of a count under way, and are taken back while it is", async () => {
  const items = [
    await stockOf({ warehouseId: site.id, quantity: "5", location: "C-1" }),
    await stockOf({ warehouseId: site.id, quantity: "7", location: "C-1" }),
  ];
  const skus = await Promise.all(
    items.map(async (item) => (await neonClient.product.findUniqueOrThrow({ where: { id: item.productId } })).sku),
  );
  const planned = await commit((work) =>
    createCount(work, {
      warehouseId: site.id,
      scope: {
        bins: ["C-1"],
        zones: [],
        classes: [],
        productIds: [],
        dueOnly: false,
        notCountedForDays: null,
        withEmpty: false,
      },
      blind: true,
      plannedFor: null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
  const count = await commit((work) =>
    startCount(work, { id: planned.id, version: planned.version, idempotencyKey: KEY }),
  );
  const file = csv(
    "count number,sku,bin,counted",
    `${count.countNumber},${skus[0]},C-1,4`,
    `${count.countNumber},${skus[1]},C-2,7`,
    `CNT-1,${skus[0]},C-1,4`,
  );
  const checked = await desk.uploadText(file);
  expect(checked.profile).toBe("COUNTS");
  expect(await errorsOf(checked.id)).toEqual(["3 NOT_ON_SHEET", "4 COUNT_UNKNOWN"]);
  const done = await twice(file);
  const states = async () =>
    (await listCountLines(reader(), { id: count.id, limit: 10 })).rows
      .map((line) => `${line.sku}: ${line.counted}`)
      .toSorted((a, b) => a.localeCompare(b));
  expect(await states()).toEqual([`${skus[0]}: 4`, `${skus[1]}: null`].toSorted((a, b) => a.localeCompare(b)));
  expect((await desk.undo(done.id)).status).toBe("UNDONE");
  expect(await states()).toEqual([`${skus[0]}: null`, `${skus[1]}: null`].toSorted((a, b) => a.localeCompare(b)));
});

test("who may not do it by hand may not do it with a file, and a column that is missing is named", async () => {
  const clerk = importDesk(actor({ role: "Warehouse operator" }));
  const refused = await clerk.uploadText(csv("sku,price list,unit price", "A,B,1"));
  await clerk.close();
  expect(refused).toMatchObject({ status: "FAILED", error: { code: "NOT_ALLOWED", column: "price:update" } });
  const { id } = await desk.uploadText(csv("sku,name,quantity", "A,B,1"));
  expect(await desk.check(id, { kind: "SERIALS" })).toMatchObject({
    status: "FAILED",
    error: { code: "MISSING_REQUIRED_COLUMN", column: "serial" },
  });
  expect(await desk.check(id, { kind: "PRODUCTS" })).toMatchObject({ status: "CHECKED", profile: "TEMPLATE" });
});

test("all or nothing holds for every kind, and a file of products with such a column stays one", async () => {
  const { sku } = await product({ price: "3" });
  const { id } = await desk.uploadText(csv("sku,price list,unit price", `${sku},X,1`, "NOBODY,X,1"));
  await desk.check(id, { mode: "ALL_OR_NOTHING" });
  await expect(desk.commit(id)).rejects.toMatchObject({ rule: "import.hasErrors" });
  expect(await desk.uploadText(csv("sku,name,price,lot number,quantity", "K-1,Kettle,3,L,4"))).toMatchObject({
    profile: "TEMPLATE",
  });
});
