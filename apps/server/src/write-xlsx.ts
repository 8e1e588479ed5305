import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";

export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const MAX_ROWS = 1_048_576;
const MAX_TEXT = 32_767;

/** Columns whose decimal strings are numbers; all other text stays text, so that a code keeps its zeros and a formula is none. */
const NUMBERS: ReadonlySet<string> = new Set(
  "price onHand reserved available held incoming projected daysOfCover minQuantity maxQuantity value inTransit onHandNow since quantity balanceAfter seq total lines ordered shipped creditLimit openOrders openValue underWay movements daysLeft".split(
    " ",
  ),
);

/** An Excel file of one sheet, packed while its rows are read; what does not fit into a sheet is refused by an error in the stream. */
export function xlsxFile(
  name: string,
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly unknown[])[]>,
): Readable {
  const zip = new ZipFile();
  const add = (path: string, text: string) => zip.addBuffer(Buffer.from(XML + text), path);
  add(
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${XLSX_TYPE}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  );
  const relation = (kind: string, target: string) =>
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/${kind}" Target="${target}"/></Relationships>`;
  add("_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
  add("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"));
  add(
    "xl/workbook.xml",
    `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}/relationships"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  const sheet = Readable.from(sheetXml(columns, pages));
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  sheet.on("error", (error) => out.destroy(error));
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml");
  zip.end();
  return out;
}

async function* sheetXml(
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly unknown[])[]>,
): AsyncGenerator<string> {
  const isNumber = columns.map((column) => NUMBERS.has(column));
  yield `${XML}<worksheet xmlns="${SHEET}"><sheetData>${rowXml(columns, [])}`;
  let count = 1;
  for await (const page of pages) {
    count += page.length;
    if (count > MAX_ROWS) throw new Error(`an Excel sheet holds ${MAX_ROWS} rows; download CSV instead`);
    yield page.map((row) => rowXml(row, isNumber)).join("");
  }
  yield "</sheetData></worksheet>";
}

function rowXml(values: readonly unknown[], isNumber: readonly boolean[]): string {
  return `<row>${values.map((value, index) => cellXml(value, isNumber[index] ?? false)).join("")}</row>`;
}

function cellXml(value: unknown, isNumber: boolean): string {
  if (value === null || value === undefined || value === "") return "<c/>";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (isNumber && /^-?\d+(\.\d+)?$/.test(text)) return `<c><v>${text}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, MAX_TEXT))}</t></is></c>`;
}

/** Text for XML 1.0, without the control characters that no such file may hold. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
