import { disconnectAll, neonClient } from "@invista/db";
import { product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { listImportErrors } from "./index.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.priceList.createMany({
    data: [
      { code: "DEALER", name: "Dealers" },
      { code: "L", name: "Another" },
      { code: "DOLLARS", name: "In dollars", currency: "USD" },
      { code: "OLD", name: "Old one", isActive: false },
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

test("a price of a list that does not exist, is archived or takes another currency is rejected, and no list is made", async () => {
  const { sku } = await product({ price: "10" });
  const { id } = await desk.uploadText(
    csv(
      "sku,price list,currency,unit price",
      `${sku},NEWLIST,EUR,1`,
      `${sku},OLD,EUR,1`,
      `${sku},DOLLARS,EUR,1`,
      `${sku},DOLLARS,USD,1`,
    ),
  );
  expect(await errorsOf(id)).toEqual(["2 LIST_UNKNOWN", "3 LIST_ARCHIVED", "4 LIST_CURRENCY"]);
  const [unknown] = (await listImportErrors(reader(), { id, limit: 1 })).rows;
  expect(unknown?.message).toBe("There is no price list NEWLIST: make it first, under Price lists");
  expect(await neonClient.priceList.count({ where: { code: "NEWLIST" } })).toBe(0);
});
