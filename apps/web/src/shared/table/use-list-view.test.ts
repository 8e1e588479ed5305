import { expect, test } from "vitest";
import { isSetTo } from "./use-list-view.ts";

test("a list is set to a view whatever the order in which filters and columns were chosen", () => {
  const view = { search: { q: "valve", sort: "sku" }, hidden: ["value", "cover"] };
  expect(isSetTo(view, { search: { sort: "sku", q: "valve" }, hidden: ["cover", "value"] })).toBe(true);
  expect(isSetTo(view, { search: { q: "valve" }, hidden: ["cover", "value"] })).toBe(false);
  expect(isSetTo(view, { search: { q: "valve", sort: "name" }, hidden: ["cover", "value"] })).toBe(false);
  expect(isSetTo(view, { search: { q: "valve", sort: "sku" }, hidden: ["cover"] })).toBe(false);
});
