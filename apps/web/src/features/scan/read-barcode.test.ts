import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";
import { prepareReader, readBarcode } from "./read-barcode.ts";

const wasm = (name: string) => {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`zxing-wasm/${name}`));
  return Uint8Array.from(bytes).buffer;
};
beforeAll(() => {
  prepareReader({ binary: wasm("reader/zxing_reader.wasm") });
  prepareZXingModule({ overrides: { wasmBinary: wasm("writer/zxing_writer.wasm") } });
});

async function pictureOf(text: string, format: "EAN13" | "Code128" | "QRCode") {
  const { image } = await writeBarcode(text, { format, scale: 4, addQuietZones: true });
  if (!image) throw new Error("no picture was drawn");
  return image;
}

test.each([
  ["4006381333931", "EAN13"],
  ["ADH-0420", "Code128"],
  ["BIN-A-01-1", "QRCode"],
] as const)("the camera reads %s from a picture of %s", async (text, format) => {
  expect(await readBarcode(await pictureOf(text, format))).toBe(text);
});

test("a picture without a code is null", async () => {
  const blank = await writeBarcode("x", { format: "QRCode", scale: 1, addQuietZones: false });
  const bytes = new Uint8Array(await (blank.image ?? new Blob([])).arrayBuffer());
  expect(bytes.byteLength).toBeGreaterThan(0);
  expect(await readBarcode(new Blob([bytes.slice(0, 40)]))).toBeNull();
});
