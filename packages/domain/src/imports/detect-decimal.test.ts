import { expect, test } from "vitest";
import { detectDecimal } from "./detect-decimal.ts";

const headers = ["sku", "name", "price", "quantity MAIN"];
const of = (...prices: string[]) =>
  detectDecimal(
    headers,
    prices.map((price) => ["A,1", "Bolt 3,5", price, "1"]),
  );

test.each([
  [["14,90"], ","],
  [["1.234,5"], ","],
  [["1234,5678"], ","],
  [["14.90"], "."],
  [["1,234.50"], "."],
  [["12"], "."],
  [["1,234"], "."],
  [["1.234"], "."],
  [["14,90", "14.90"], "."],
  [[""], "."],
])("prices %j are written with %j", (prices, decimal) => {
  expect(of(...prices)).toBe(decimal);
});
