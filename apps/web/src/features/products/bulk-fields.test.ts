import type { ProductView } from "@invista/contracts/product/read-product";
import { expect, test } from "vitest";
import { fieldChanges, fieldsOfAny, fieldValues, type OwnField } from "./bulk-fields.ts";

const field = (
  code: string,
  kind: OwnField["kind"],
  value: OwnField["value"],
  unit: string | null = null,
): OwnField => ({
  code,
  label: `Field ${code}`,
  kind,
  unit,
  choices: [],
  isRequired: false,
  value,
});
const product: Pick<ProductView, "id" | "sku"> = { id: "a", sku: "A" };
const fields = {
  a: [field("width", "NUMBER", "9.5", "mm"), field("safe", "BOOLEAN", null), field("colour", "TEXT", "red")],
  b: [field("colour", "TEXT", null)],
};

test("fields of several products are each one column", () => {
  expect(fieldsOfAny(fields).map((one) => one.code)).toEqual(["width", "safe", "colour"]);
});

test("only values that differ are sent, each as its kind, and the preview shows them in words", () => {
  const cells = { a: { width: "9,5", safe: "true", colour: "" } };
  const products = [product];
  expect(fieldValues(products, fields, cells)).toEqual({ a: { safe: true, colour: null } });
  expect(fieldChanges(products, fields, cells).map((one) => [one.field, one.before, one.after])).toEqual([
    ["Field safe", "", "Yes"],
    ["Field colour", "red", ""],
  ]);
  expect(fieldChanges(products, fields, { a: { width: "12" } })[0]).toMatchObject({ before: "9.5 mm", after: "12 mm" });
});
