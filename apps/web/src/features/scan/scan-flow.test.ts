import { parseScan } from "@invista/contracts/scan/parse-scan";
import type { Scanned, ScannedProduct } from "@invista/contracts/scan/scan";
import { describe, expect, test } from "vitest";
import { startFlow, stepOf, type FlowState, type Mode } from "./scan-flow.ts";

const place = (location: string, lotNumber: string | null = null) => ({
  location,
  lotId: lotNumber,
  lotNumber,
  quantity: "9",
  available: "9",
});
const product = (fields: Partial<ScannedProduct> = {}): ScannedProduct => ({
  kind: "PRODUCT",
  productId: "p",
  sku: "A-1",
  name: "Valve",
  unitCode: "EA",
  isStocked: true,
  trackLots: false,
  trackExpiry: false,
  trackSerials: false,
  perScan: { factorNum: 1, factorDen: 1 },
  qtyPrecision: 0,
  lot: null,
  places: [place("X-1")],
  putAway: [],
  ...fields,
});
const bin = (location: string): Scanned => ({ kind: "BIN", location, zone: null, isSellable: true, contents: [] });
function play(mode: Mode, ...scans: [string, Scanned][]) {
  let state: FlowState = startFlow(mode);
  const steps = scans.map(([text, found]) => {
    const step = stepOf(state, parseScan(text, new Date("2026-11-26")), found);
    state = step.state;
    return step;
  });
  return steps;
}

describe("receiving", () => {
  test("goods come onto the floor until a bin is scanned, in the quantity typed or per pack", () => {
    const steps = play(
      "RECEIVE",
      ["A-1", product()],
      ["B-7", bin("B-7")],
      ["3*PACK", product({ perScan: { factorNum: 12, factorDen: 1 } })],
    );
    expect(steps.map((step) => step.effect)).toMatchObject([
      { kind: "receive", quantity: "1", location: "" },
      null,
      { kind: "receive", quantity: "36", location: "B-7" },
    ]);
  });

  test("a lot comes from the label, or is asked for", () => {
    const lots = product({ trackLots: true, trackExpiry: true });
    const [asked, told] = play("RECEIVE", ["A-1", lots], ["(01)00614141000418(17)270331(10)L7(37)4", lots]);
    expect(asked).toMatchObject({ effect: null, tone: "warning", state: { needsLot: { quantity: "1" } } });
    expect(told).toMatchObject({ state: { needsLot: null } });
    expect(told?.effect).toMatchObject({ kind: "receive", lotNumber: "L7", expiresAt: "2027-03-31", quantity: "4" });
  });
});

describe("labels of our own", () => {
  const part = (kind: "LOT" | "SERIAL", fields: Partial<ScannedProduct>, location: string | null = null): Scanned => ({
    kind,
    id: "1",
    number: "N-1",
    status: "",
    product: product(fields),
    location,
  });
  const lot = { id: "L", lotNumber: "N-1", status: "RELEASED", expiresAt: "2099-01-31" };

  test("the number of a lot is that lot of its product", () => {
    const found = part("LOT", { trackLots: true, lot, places: [place("X-1", "N-1"), place("X-2", "OTHER")] });
    const [taken] = play("RECEIVE", ["5*N-1", found]);
    expect(taken?.effect).toMatchObject({ quantity: "5", lotNumber: "N-1", expiresAt: "2099-01-31" });
    expect(play("MOVE", ["N-1", found])[0]?.state.held).toMatchObject({ from: { location: "X-1", lotNumber: "N-1" } });
  });

  test("the number of a piece is that piece, taken from where it lies", () => {
    const found = part("SERIAL", { trackSerials: true, places: [place("X-1"), place("X-2")] }, "X-2");
    const steps = play("MOVE", ["N-1", found], ["Y-2", bin("Y-2")]);
    expect(steps[1]?.effect).toMatchObject({ from: { location: "X-2" }, to: "Y-2", serials: ["N-1"] });
  });

  test("a document, and a number of several products, move nothing and say so", () => {
    const order: Scanned = { kind: "ORDER", id: "o", number: "SO-1", status: "CONFIRMED" };
    const shared: Scanned = { kind: "LOT", id: "1", number: "N-1", status: "", product: null, location: null };
    for (const found of [order, shared])
      expect(play("MOVE", ["X", found])[0]).toMatchObject({ tone: "warning", effect: null });
    expect(play("LOOKUP", ["X", order])[0]).toMatchObject({ tone: "good", text: "SO-1" });
  });

  test("a piece whose label can't be read is asked for, and comes in with the lot that is asked for next", () => {
    const both = product({ trackSerials: true, trackLots: true });
    const [asked] = play("RECEIVE", ["A-1", both]);
    expect(asked).toMatchObject({ tone: "warning", effect: null, state: { needsSerial: { product: { sku: "A-1" } } } });
    const scan = { ...parseScan("A-1", new Date()), serial: "P-9" };
    const next = stepOf(asked?.state ?? startFlow("RECEIVE"), scan, both);
    expect(next.state).toMatchObject({ needsSerial: null, needsLot: { quantity: "1", serials: ["P-9"] } });
  });
});

test("a code with a wrong digit is told from one nobody knows; a pack that can't be divided is not rounded", () => {
  const unknown = (code: string): Scanned => ({ kind: "UNKNOWN", code });
  expect(play("LOOKUP", ["4006381333932", unknown("4006381333932")])[0]?.text).toContain("check digit");
  expect(play("LOOKUP", ["4006381333931", unknown("4006381333931")])[0]?.text).toContain("not known here");
  const third = product({ perScan: { factorNum: 1, factorDen: 3 } });
  expect(play("RECEIVE", ["3*T", third])[0]?.effect).toMatchObject({ quantity: "1" });
  expect(play("RECEIVE", ["T", third])[0]).toMatchObject({ tone: "danger", effect: null });
});

describe("moving", () => {
  test("product, then bin: from the only place it lies in; scanned again it is more", () => {
    const steps = play("MOVE", ["A-1", product()], ["2*A-1", product()], ["Y-2", bin("Y-2")]);
    expect(steps[1]?.text).toBe("3 of A-1 in hand");
    expect(steps[2]?.effect).toMatchObject({ kind: "move", quantity: "3", from: { location: "X-1" }, to: "Y-2" });
    expect(steps[2]?.state.held).toBeNull();
  });

  test("with several places the bin is asked for, or the one scanned before counts", () => {
    const two = product({ places: [place("X-1"), place("X-2")] });
    const asked = play("MOVE", ["A-1", two], ["Z-9", bin("Z-9")], ["X-2", bin("X-2")], ["Y-2", bin("Y-2")]);
    expect(asked.map((step) => step.tone)).toEqual(["warning", "danger", "good", "good"]);
    expect(asked[3]?.effect).toMatchObject({ from: { location: "X-2" }, to: "Y-2" });
    const known = play("MOVE", ["X-2", bin("X-2")], ["A-1", two], ["Y-2", bin("Y-2")]);
    expect(known[2]?.effect).toMatchObject({ from: { location: "X-2" } });
  });

  test("nothing is moved onto itself, and one product at a time is in hand", () => {
    const steps = play(
      "MOVE",
      ["A-1", product()],
      ["X-1", bin("X-1")],
      ["B-2", product({ productId: "q", sku: "B-2" })],
    );
    expect(steps.map((step) => [step.tone, step.effect])).toEqual([
      ["good", null],
      ["warning", null],
      ["warning", null],
    ]);
  });

  test("what is not there can't be taken", () => {
    expect(play("MOVE", ["A-1", product({ places: [] })])[0]?.tone).toBe("danger");
    expect(play("MOVE", ["A-1", product({ isStocked: false })])[0]?.tone).toBe("danger");
  });
});

test("an unknown code is told in words, and nothing is sent", () => {
  const [step] = play("RECEIVE", ["4006381333931", { kind: "UNKNOWN", code: "4006381333931" }]);
  expect(step).toMatchObject({ tone: "danger", effect: null });
  expect(step?.text).toContain("is not known here");
});
