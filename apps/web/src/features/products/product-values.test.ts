import { expect, test } from "vitest";
import { differences, fieldsOf, merged, NEW_PRODUCT } from "./product-values.ts";

const mine = { ...NEW_PRODUCT, sku: "A-1", name: "Valve", price: "2,50" };
const theirs = { ...NEW_PRODUCT, sku: "A-1", name: "Ball valve", price: "2.75" };

test("empty fields are sent as none and a comma price as a decimal", () => {
  expect(fieldsOf(mine, true)).toMatchObject({ barcode: null, description: null, price: "2.50", qtyPrecision: 0 });
  expect(fieldsOf(mine, false)).not.toHaveProperty("price");
});

test("only fields that differ are asked about", () => {
  expect(differences(mine, theirs).map((one) => one.field)).toEqual(["name", "price"]);
  expect(differences(mine, mine)).toEqual([]);
});

test("a merge keeps mine but for the fields taken from theirs", () => {
  expect(merged(mine, theirs, new Set(["name"]))).toEqual({ ...mine, name: "Ball valve" });
});
