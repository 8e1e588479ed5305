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
  perScan: "1",
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
    const steps = play("RECEIVE", ["A-1", product()], ["B-7", bin("B-7")], ["3*PACK", product({ perScan: "12" })]);
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
