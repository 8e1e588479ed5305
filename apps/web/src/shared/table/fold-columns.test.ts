import { expect, test } from "vitest";
import { fittingColumns } from "./fold-columns.ts";

const columns = [
  { id: "sku", width: 100, priority: 1 },
  { id: "name", width: 200, priority: 2 },
  { id: "value", width: 100, priority: 4 },
  { id: "onHand", width: 100, priority: 2 },
];

test("a wide table shows every column", () => {
  expect([...fittingColumns(columns, 500)]).toEqual(["sku", "name", "value", "onHand"]);
});

test("a narrower table gives up the least important columns first, then the rightmost of equals", () => {
  expect([...fittingColumns(columns, 450)]).toEqual(["sku", "name", "onHand"]);
  expect([...fittingColumns(columns, 350)]).toEqual(["sku", "name"]);
});

test("the most important column stays however narrow it gets", () => {
  expect([...fittingColumns(columns, 10)]).toEqual(["sku"]);
});
