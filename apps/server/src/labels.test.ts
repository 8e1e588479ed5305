import { LABEL_LAYOUTS, type Label, labelsInput } from "@invista/contracts/label/label";
import { parseScan } from "@invista/contracts/scan/parse-scan";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toBuffer } from "bwip-js/node";
import { beforeAll, describe, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { barcodeSvg, labelsPdf } from "./label-pdf.ts";
import { labelsZpl } from "./label-zpl.ts";

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(file)).buffer } });
});

const label = (fields: Partial<Label> = {}): Label => ({
  title: "ADH-0420",
  lines: ["Thread sealant 50 ml"],
  symbology: "code128",
  code: "ADH-0420",
  ...fields,
});
/** Pages by the page tree of the file, which is not compressed. */
const pagesOf = (pdf: Buffer) => Number(/\/Type \/Pages[\s\S]*?\/Count (\d+)/.exec(pdf.toString("latin1"))?.[1]);

describe("the code on a label is read back as it is", () => {
  test.each<[Label["symbology"], string]>([
    ["code128", "ADH-0420"],
    ["code128", "A-01-1 / ~^_ %"],
    ["ean13", "4006381333931"],
    ["upca", "036000291452"],
    ["ean8", "96385074"],
    ["qrcode", "Los 9 é 测试"],
  ])("%s %s", async (symbology, code) => {
    const bytes = await toBuffer({
      bcid: symbology,
      text: code,
      scale: 3,
      ...(symbology === "qrcode" ? {} : { height: 10 }),
      paddingwidth: 10,
      paddingheight: 10,
      backgroundcolor: "ffffff",
    });
    const [found] = await readBarcodes(new Blob([Uint8Array.from(bytes)]), { tryHarder: true });
    expect(found?.text.replace(/^0(?=\d{12}$)/, symbology === "upca" ? "" : "0")).toBe(code);
    expect(barcodeSvg({ symbology, code })).toContain("<path");
  });

  test("a DataMatrix of a lot says product, day and lot to the scan station", async () => {
    const code = "(01)00614141000418(17)270331(10)LOT-7";
    const bytes = await toBuffer({
      bcid: "gs1datamatrix",
      text: code,
      scale: 4,
      paddingwidth: 10,
      paddingheight: 10,
      backgroundcolor: "ffffff",
    });
    const [found] = await readBarcodes(new Blob([Uint8Array.from(bytes)]), { tryHarder: true });
    expect(found?.contentType).toBe("GS1");
    expect(parseScan(`${found?.symbologyIdentifier}${found?.text}`, new Date("2026-11-26"))).toMatchObject({
      gtin: "00614141000418",
      lot: "LOT-7",
      expiresOn: "2027-03-31",
      problem: null,
    });
  });
});

describe("PDF", () => {
  test("labels fill sheets from the first free one on", async () => {
    const pages = async (labels: number, copies: number, skip: number) =>
      pagesOf(
        await labelsPdf(
          Array.from({ length: labels }, () => label()),
          { layout: "a4-24", copies, skip },
        ),
      );
    expect(await pages(24, 1, 0)).toBe(1);
    expect(await pages(24, 1, 1)).toBe(2);
    expect(await pages(5, 10, 0)).toBe(3);
  });

  test.each(labelsInput.shape.layout.unwrap().options)("%s takes a long name in any script", async (layout) => {
    const odd = label({ title: "A".repeat(60), lines: ["Тройник 25 мм – Ünïcode µ 测试 ".repeat(6)] });
    const pdf = await labelsPdf([odd, odd], { layout, copies: 1, skip: 0 });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pagesOf(pdf)).toBe(LABEL_LAYOUTS[layout].columns * LABEL_LAYOUTS[layout].rows === 1 ? 2 : 1);
  });
});

test("ZPL escapes what would be a command, and says how many", () => {
  const text = labelsZpl([label({ title: "^XZ~JA_1", code: "4006381333931", symbology: "ean13" })], {
    layout: "single-57x32",
    copies: 3,
  });
  expect(text).toContain("^FH^FD_5EXZ_7EJA_5F1^FS");
  expect(text).toContain("^BEN,70,Y,N^FH^FD400638133393^FS");
  expect(text).toContain("^PQ3^XZ");
  expect(text.match(/\^XZ/g)).toHaveLength(1);
});

test("what is asked is bounded", () => {
  expect(labelsInput.parse({ kind: "BIN", ids: "a,b" })).toMatchObject({ ids: ["a", "b"], copies: 1, layout: "a4-24" });
  for (const wrong of [
    { ids: "" },
    { ids: Array(101).fill("a").join(",") },
    { ids: "a", copies: "0" },
    { ids: "a", layout: "a5" },
    { ids: "a", nonsense: "1" },
  ])
    expect(labelsInput.safeParse({ kind: "BIN", ...wrong }).success).toBe(false);
});
