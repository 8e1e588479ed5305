import { parseScan } from "@invista/contracts/scan/parse-scan";
import type { ShipmentLine } from "@invista/contracts/shipment/read-shipment";
import { expect, test } from "vitest";
import { afterTaking, nextLine, pickStep } from "./pick-flow.ts";
import { matchSheet, type Found } from "./sheet-match.ts";

const line = (fields: Partial<ShipmentLine>): ShipmentLine => ({
  id: "1",
  shipmentId: "s1",
  shipmentNumber: "SH-1",
  orderItemId: "o",
  productId: "p",
  sku: "PMP-1",
  name: "Pump",
  unitCode: "EA",
  location: "A-1",
  zone: null,
  lotNumber: null,
  trackSerials: false,
  serials: [],
  quantity: "3",
  picked: "0",
  left: "3",
  shortReason: null,
  ...fields,
});
const walk = [
  line({}),
  line({ id: "2", shipmentId: "s2", shipmentNumber: "SH-2", quantity: "2", left: "2" }),
  line({ id: "3", productId: "q", sku: "HSE-1", location: "B-1", quantity: "1", left: "1" }),
];
const scanned = (code: string) => parseScan(code, new Date("2026-01-01T00:00:00Z"));
const step = (code: string, bin: string | null = null, lines: readonly ShipmentLine[] = walk) => {
  const scan = scanned(code);
  return pickStep(lines, bin, scan, matchSheet(lines, scan.code) ?? { kind: "OTHER", what: scan.code });
};

test("the walk leads through the bins in order, and stays where one stands while something is open there", () => {
  expect(nextLine(walk, null)?.id).toBe("1");
  expect(nextLine(walk, "B-1")?.id).toBe("3");
  expect(nextLine(afterTaking(walk, step("HSE-1", "B-1").takes), "B-1")?.id).toBe("1");
});

test("one scan of many fills the lines of a wave one after the other, and more than is wanted is refused", () => {
  const taken = step("4*PMP-1", "A-1");
  expect(taken.takes.map(({ line: of, quantity }) => [of.shipmentNumber, quantity])).toEqual([
    ["SH-1", "3"],
    ["SH-2", "1"],
  ]);
  expect(taken.text).toBe("4 of PMP-1 picked for SH-1 (3), SH-2 (1), 1 left here");
  expect(step("6*PMP-1", "A-1")).toMatchObject({ tone: "danger", takes: [] });
});

test("what is taken is left no more, however many scans it took", () => {
  const { takes } = step("4*PMP-1", "A-1");
  const after = afterTaking(walk, takes);
  expect(after.map((one) => `${one.picked} ${one.left}`)).toEqual(["3 0", "1 1", "0 1"]);
  const more = step("PMP-1", "A-1", after).takes;
  expect(afterTaking(walk, [...takes, ...more]).map((one) => one.left)).toEqual(["0", "0", "1"]);
});

test("a wrong bin, a wrong product and one that is elsewhere are told, and nothing is taken", () => {
  expect(step("B-1")).toMatchObject({ bin: "B-1", tone: "good" });
  const done = afterTaking(walk, step("HSE-1", "B-1").takes);
  expect(step("B-1", "A-1", done)).toMatchObject({ bin: "A-1", tone: "danger" });
  expect(step("HSE-1", "A-1")).toMatchObject({ tone: "danger", takes: [] });
  expect(step("HSE-1", null, done)).toMatchObject({ tone: "warning", takes: [] });
  expect(step("NOPE")).toMatchObject({ tone: "danger", takes: [] });
});

test("without a bin a product of several bins is not taken", () => {
  const spread = [line({}), line({ id: "2", location: "C-1" })];
  expect(step("PMP-1", null, spread)).toMatchObject({ tone: "warning", takes: [] });
  expect(step("PMP-1", "C-1", spread).takes.map(({ line: of }) => of.id)).toEqual(["2"]);
});

test("another lot than the reserved one is refused", () => {
  const lots = [line({ lotNumber: "L-1" })];
  const found: Found = {
    kind: "PRODUCT",
    productId: "p",
    sku: "PMP-1",
    perScan: { factorNum: 1, factorDen: 1 },
    qtyPrecision: 0,
  };
  const scan = { ...scanned("PMP-1"), lot: "L-2" };
  expect(pickStep(lots, "A-1", scan, found)).toMatchObject({ tone: "danger", takes: [] });
  expect(pickStep(lots, "A-1", { ...scan, lot: "L-1" }, found).takes).toHaveLength(1);
});

test("a piece is picked by its number, once", () => {
  const pieces = [line({ trackSerials: true, serials: ["N1"], picked: "1", left: "2" })];
  const found: Found = {
    kind: "PRODUCT",
    productId: "p",
    sku: "PMP-1",
    perScan: { factorNum: 1, factorDen: 1 },
    qtyPrecision: 0,
  };
  const scan = (serial: string | null) => pickStep(pieces, "A-1", { ...scanned("PMP-1"), serial }, found);
  expect(scan(null)).toMatchObject({ tone: "warning", takes: [] });
  expect(scan("N1")).toMatchObject({ tone: "warning", takes: [] });
  expect(scan("N2").takes).toMatchObject([{ quantity: "1", serials: ["N2"] }]);
});
