import { parseScan } from "@invista/contracts/scan/parse-scan";
import { expect, test } from "vitest";
import { countStep, type SheetLine } from "./count-flow.ts";
import { matchSheet } from "./sheet-match.ts";

const line = (fields: Partial<SheetLine>): SheetLine => ({
  id: "1",
  productId: "p",
  sku: "PMP-1",
  location: "A-1",
  lotNumber: null,
  counted: null,
  countedByMe: false,
  state: "TO_COUNT",
  ...fields,
});
const step = (lines: readonly SheetLine[], code: string, bin: string | null = null) => {
  const scan = parseScan(code, new Date("2026-01-01T00:00:00Z"));
  return countStep(lines, bin, scan, matchSheet(lines, scan.code) ?? { kind: "OTHER", what: scan.code });
};

test("each scan adds to one's own number, and begins anew at a recount or another's number", () => {
  expect(step([line({})], "PMP-1").enter).toMatchObject({ before: "0", quantity: "1" });
  expect(step([line({ counted: "4", countedByMe: true, state: "COUNTED" })], "3*PMP-1").text).toContain("7 counted");
  expect(step([line({ counted: "4", countedByMe: true, state: "TO_RECOUNT" })], "PMP-1").enter).toMatchObject({
    before: "0",
  });
  expect(step([line({ counted: "4", state: "COUNTED" })], "PMP-1").enter).toMatchObject({ before: "0" });
});

test("a product in two bins needs the bin, and one that is not expected there is put on the sheet", () => {
  const two = [line({}), line({ id: "2", location: "B-1" })];
  expect(step(two, "PMP-1")).toMatchObject({ tone: "warning", enter: null, add: null });
  expect(step(two, "B-1").bin).toBe("B-1");
  expect(step(two, "PMP-1", "B-1").enter?.line.id).toBe("2");
  expect(step(two, "2*PMP-1", "C-1").add).toMatchObject({ location: "C-1", quantity: "2" });
  expect(step([line({ lotNumber: "L" })], "PMP-1", "C-1")).toMatchObject({ add: null, tone: "warning" });
});
