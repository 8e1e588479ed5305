import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { xlsxFile } from "./write-xlsx.ts";

async function* pages(...all: unknown[][][]) {
  yield* all;
}

/** The text of every part of an Excel file. */
async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const open = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer);
  const zip = await open(file, { lazyEntries: true });
  const read = promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip));
  const parts = new Map<string, string>();
  return new Promise((resolve, reject) => {
    zip.on("entry", (entry: Entry) => {
      void read(entry)
        .then(buffer)
        .then((bytes) => {
          parts.set(entry.fileName, bytes.toString("utf8"));
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.once("end", () => resolve(parts));
    zip.readEntry();
  });
}

test("quantities are numbers; codes, formulas and signs of XML stay the text they are, over all pages", async () => {
  const file = await buffer(
    xlsxFile(
      "stock",
      ["sku", "name", "onHand"],
      pages(
        [["007", "=1+1", "12345678901234.5678"]],
        [
          ["<&>", 'a\u0001 "b"', "-3"],
          [null, "", undefined],
        ],
      ),
    ),
  );
  const parts = await partsOf(file);
  expect([...parts.keys()]).toEqual(
    expect.arrayContaining(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]),
  );
  const text = (value: string) => `<c t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
  const sheet = parts.get("xl/worksheets/sheet1.xml");
  expect(sheet).toContain(`<row>${text("sku")}${text("name")}${text("onHand")}</row>`);
  expect(sheet).toContain(`<row>${text("007")}${text("=1+1")}<c><v>12345678901234.5678</v></c></row>`);
  expect(sheet).toContain(`<row>${text("&lt;&amp;&gt;")}${text("a &quot;b&quot;")}<c><v>-3</v></c></row>`);
  expect(sheet).toContain("<row><c/><c/><c/></row></sheetData></worksheet>");
});

test("a list that fails in the middle ends the file with the error instead of a file that looks whole", async () => {
  async function* failing() {
    yield [["a", "b", "1"]];
    throw new Error("the database is away");
  }
  await expect(buffer(xlsxFile("stock", ["sku", "name", "onHand"], failing()))).rejects.toThrow("the database is away");
});
