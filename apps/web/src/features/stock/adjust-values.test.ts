import type { PositionView } from "@invista/contracts/stock/list-stock";
import { expect, test } from "vitest";
import { adjustInput, OTHER_BIN, previewOf, type AdjustValues } from "./adjust-values.ts";

const position = { productId: "p", warehouseId: "w" };
const view: PositionView = {
  position: {
    ...position,
    sku: "VLV-1",
    name: "Valve",
    unitCode: "EA",
    warehouseCode: "MAIN",
    onHand: "12.5",
    reserved: "2",
    held: "0",
    available: "10.5",
    incoming: "0",
    projected: "0",
    daysOfCover: null,
    minQuantity: null,
    maxQuantity: null,
    value: null,
    state: "ENOUGH",
    lastMovementAt: null,
  },
  qtyPrecision: 1,
  trackSerials: false,
  items: [
    {
      inventoryItemId: "i",
      location: "A-1",
      lotId: "l",
      lotNumber: "7",
      quantity: "12.5",
      reserved: "2",
      lastCountedAt: null,
      version: 1,
    },
  ],
  reservations: [],
  movements: [],
  history: [],
};
const values: AdjustValues = {
  reason: "COUNT",
  mode: "by",
  place: "i",
  location: "",
  lotId: null,
  delta: "",
  unitCost: "",
  note: " ",
  occurredAt: "",
};

test("a change is added to what the bin holds, a comma is a point", () => {
  expect(previewOf({ ...values, delta: "-2,5" }, view)).toMatchObject({
    location: "A-1",
    lotId: "l",
    before: "12.5",
    delta: "-2.5",
    after: "10",
  });
});

test("a counted quantity becomes the difference to what the bin holds", () => {
  expect(previewOf({ ...values, mode: "to", delta: "12.8" }, view)).toMatchObject({ delta: "0.3", after: "12.8" });
});

test("another bin starts at nothing", () => {
  expect(previewOf({ ...values, place: OTHER_BIN, location: " B-2 ", delta: "4" }, view)).toMatchObject({
    location: "B-2",
    lotId: null,
    before: "0",
    after: "4",
  });
});

test("what is no number is sent as typed and has no preview", () => {
  expect(previewOf({ ...values, delta: "a few" }, view).after).toBeNull();
  expect(adjustInput({ ...values, delta: "a few" }, view, position, "k")).toMatchObject({ delta: "a few", note: null });
});

test("a unit cost goes along with a gain only", () => {
  expect(adjustInput({ ...values, delta: "3", unitCost: "1,25" }, view, position, "k")).toMatchObject({
    unitCost: "1.25",
  });
  expect(adjustInput({ ...values, delta: "-3", unitCost: "1,25" }, view, position, "k")).toMatchObject({
    unitCost: null,
  });
});
