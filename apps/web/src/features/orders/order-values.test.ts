import { expect, test } from "vitest";
import { dayOf } from "../../shared/format/times.ts";
import { lineErrors } from "./line-errors.ts";
import {
  copyValues,
  emptyOrder,
  isShort,
  lineOf,
  orderInput,
  orderTotal,
  totalOf,
  type LineValues,
} from "./order-values.ts";

const KEY = "00000000-0000-4000-8000-000000000000";
const product = {
  id: "p1",
  sku: "VLV-1",
  name: "Valve",
  status: "ACTIVE" as const,
  type: "STOCK" as const,
  barcode: null,
  unitCode: "EA",
  price: "2.5",
  currency: "EUR",
  available: "7",
};
const line = (change: Partial<LineValues>): LineValues => ({ ...lineOf(product, "EUR"), ...change });

test("a list price that was not touched is left to the server, a changed one is sent", () => {
  const values = { ...emptyOrder(null), lines: [line({}), line({ unitPrice: "2,40" }), line({ unitPrice: "" })] };
  expect(orderInput(values, KEY)).toMatchObject({
    lines: [{ unitPrice: null }, { unitPrice: "2.40" }, { unitPrice: null }],
  });
});

test("a price in another currency than the order's is not offered", () => {
  expect(lineOf(product, "USD")).toMatchObject({ listPrice: null, unitPrice: "" });
});

test("totals are exact and leave out what is not a number yet", () => {
  expect(totalOf(line({ quantity: "3", unitPrice: "0.105" }), "EUR")).toBe("0.32");
  expect(totalOf(line({ quantity: "x" }), "EUR")).toBeNull();
  expect(orderTotal({ ...emptyOrder(null), lines: [line({ quantity: "2" }), line({ quantity: "" })] })).toBe("5");
});

test("lines of one product are short together, a service never is", () => {
  const lines = [line({ quantity: "4" }), line({ quantity: "4" })];
  expect(lines.map((one) => isShort(one, lines))).toEqual([true, true]);
  expect(isShort(line({ quantity: "8", isStocked: false }), [])).toBe(false);
  expect(isShort(line({ quantity: "7" }), [line({ quantity: "7" })])).toBe(false);
});

test("a requested day ends with that day where it was typed", () => {
  const input = orderInput({ ...emptyOrder(null), requestedDay: "2026-11-30" }, KEY);
  const requestedAt: unknown = Reflect.get(input, "requestedAt");
  expect(dayOf(new Date(String(requestedAt)))).toBe("2026-11-30");
  expect(new Date(String(requestedAt)).getHours()).toBe(23);
});

test("a refusal lands on the lines it names", () => {
  const refusal = {
    kind: "refused" as const,
    code: "RULE_BROKEN",
    rule: "stock.insufficient",
    message: "Not enough stock",
    requestId: null,
    details: { lines: [{ productId: "p1", requested: "9", available: "7" }] },
  };
  expect(lineErrors(refusal, [line({ productId: "p0" }), line({})])).toEqual({ "lines.1.quantity": "Only 7" });
  expect(lineErrors({ ...refusal, rule: "order.priceMissing", details: { line: 2 } }, [])).toEqual({
    "lines.1.unitPrice": "Not enough stock",
  });
});

test("a copy has the lines of its original for another day, and its prices only for who may set them", () => {
  const order = { warehouseId: "w1", items: [{ ...product, productId: "p1", quantity: "3", unitPrice: "2.25" }] };
  const customer = { id: "c1", code: "C1", name: "Customer", currency: "EUR" };
  const copy = (mayPrice: boolean) => copyValues(order, customer, mayPrice);
  expect(copy(true)).toMatchObject({ customer, warehouseId: "w1", requestedDay: "", note: "", place: true });
  expect(copy(true).lines).toMatchObject([{ productId: "p1", quantity: "3", unitPrice: "2.25" }]);
  expect(orderInput(copy(false), KEY)).toMatchObject({ lines: [{ quantity: "3", unitPrice: null }] });
});
