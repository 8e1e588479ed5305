import { disconnectAll, neonClient } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { makeZip, xlsxParts } from "../../test/make-xlsx.ts";
import { rejectedRows } from "./index.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.warehouse.createMany({
    data: ["MAIN", "EAST"].map((code, index) => ({ id: code, code, name: code, priority: index })),
  });
  desk = importDesk();
});
afterAll(async () => {
  await desk.close();
  await disconnectAll();
  await databases.drop();
  expect(desk.problems).toEqual([]);
});

const cell = (reference: string, type: string, value: string, formula = "") =>
  type === "inlineStr"
    ? `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
    : `<c r="${reference}" t="${type}">${formula ? `<f>${formula}</f>` : ""}<v>${value}</v></c>`;
const row = (line: number, ...cells: string[]) => `<row r="${line}">${cells.join("")}</row>`;
const HEADER = row(
  1,
  ...["sku", "name", "price", "quantity"].map((text, n) => cell(`${"ABCD"[n]}1`, "inlineStr", text)),
);

test("an Excel file goes the same way: shared and rich text, formulas as the value kept, numbers without their noise", async () => {
  const sheet = [
    HEADER,
    row(
      2,
      cell("A2", "s", "0"),
      cell("B2", "s", "1"),
      cell("C2", "n", "14.899999999999999"),
      cell("D2", "n", "7", "3+4"),
    ),
    row(4, cell("A4", "n", "4.006381333931E12"), cell("B4", "str", "Sum", "HYPERLINK(&quot;http://x&quot;)")),
    row(5, cell("A5", "inlineStr", "=1+1"), cell("B5", "inlineStr", "Stays text"), cell("D5", "e", "#DIV/0!")),
    row(9, cell("A9", "inlineStr", "X-9"), cell("D9", "n", "2")),
  ].join("");
  const file = makeZip(
    xlsxParts(sheet, ["<t>0007</t>", "<r><t>Ball </t></r><r><t>valve &amp; co</t></r><rPh><t>left out</t></rPh>"]),
  );
  const view = await desk.uploadText(file, "stock.xlsx");
  expect(view).toMatchObject({
    status: "CHECKED",
    profile: "TEMPLATE",
    detected: { encoding: "xlsx" },
    counts: { rowsTotal: 4, accepted: 2, movements: 1, quantity: "7" },
  });
  expect(await desk.errors(view.id)).toEqual([
    { line: 5, code: "NUMBER_INVALID" },
    { line: 9, code: "NAME_MISSING" },
  ]);
  let rejected = "";
  for await (const line of rejectedRows(reader(), view.id, desk.folder)) rejected += line;
  expect(rejected.split("\r\n")[1]).toMatch(/^"?'=1\+1"?,Stays text,,#DIV\/0!,NUMBER_INVALID/);
  expect(await desk.commit(view.id)).toMatchObject({ status: "DONE", counts: { create: 2, movements: 1 } });
  const made = await neonClient.product.findMany({ include: { prices: true }, orderBy: { sku: "asc" } });
  expect(made.map(({ sku, name, prices }) => [sku, name, prices.map((price) => price.unitPrice.toString())])).toEqual([
    ["0007", "Ball valve & co", ["14.9"]],
    ["4006381333931", "Sum", []],
  ]);
  expect((await desk.uploadText(file, "stock.xlsx")).counts).toMatchObject({ unchanged: 2, movements: 0 });
});

const entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
const parts = xlsxParts(HEADER);
test.each([
  ["declares an entity", makeZip(xlsxParts(row(1, cell("A1", "inlineStr", "&e;")), [], entity)), "NOT_XLSX"],
  [
    "unpacks to more than a file may have",
    makeZip({ ...parts, "xl/big.xml": Buffer.alloc(70 * 1_048_576) }),
    "TOO_LARGE",
  ],
  ["packs as nothing honest does", makeZip({ ...parts, "xl/big.xml": Buffer.alloc(4 * 1_048_576) }), "TOO_LARGE"],
  ["is larger than its directory says", makeZip(xlsxParts(HEADER + " ".repeat(90_000)), 400), "NOT_XLSX"],
  [
    "writes one text into too many cells",
    makeZip(
      xlsxParts(
        HEADER +
          Array.from({ length: 1_300 }, (_, n) =>
            row(n + 2, cell(`A${n + 2}`, "n", `${n + 1}`), cell(`B${n + 2}`, "s", "0")),
          ).join(""),
        [`<t>${Array.from({ length: 12_000 }, (_, n) => `t${n}`).join("")}</t>`],
      ),
    ),
    "TOO_LARGE",
  ],
  ["has too many columns", makeZip(xlsxParts(row(1, cell("AMJ1", "n", "1")))), "TOO_MANY_COLUMNS"],
  ["has rows out of order", makeZip(xlsxParts(row(2) + row(1))), "NOT_XLSX"],
  ["names a text that is not there", makeZip(xlsxParts(row(1, cell("A1", "s", "99")))), "NOT_XLSX"],
  ["is another archive", makeZip({ "content.xml": "<x/>" }), "UNSUPPORTED_FORMAT"],
  ["is cut off", makeZip(parts).subarray(0, 300), "NOT_XLSX"],
  ["has no rows", makeZip(xlsxParts("")), "EMPTY_FILE"],
])("an Excel file that %s is refused", async (_, file, code) => {
  expect(await desk.uploadText(file, "file.xlsx")).toMatchObject({ status: "FAILED", error: { code } });
});
