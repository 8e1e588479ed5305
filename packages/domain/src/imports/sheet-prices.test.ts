import { disconnectAll, neonClient } from "@invista/db";
import { product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { listImportErrors } from "./index.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.priceList.createMany({
    data: [
      { code: "DOLLARS", name: "In dollars", currency: "USD" },
      { code: "OLD", name: "Old one", isActive: false },
    ],
  });
  desk = importDesk();
});
afterAll(async () => {
  await desk.close();
  await disconnectAll();
  await databases.drop();
  expect(desk.problems).toEqual([]);
});

const csv = (...lines: string[]) => `${lines.join("\r\n")}\r\n`;
const errorsOf = async (id: string) => (await desk.errors(id)).map(({ line, code }) => `${line} ${code}`);

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
