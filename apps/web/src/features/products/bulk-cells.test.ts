import type { ProductView } from "@invista/contracts/product/read-product";
import { expect, test } from "vitest";
import { cellsOf, changesOf, inputOf } from "./bulk-cells.ts";

const product = (id: string): ProductView => ({
  id,
  sku: id.toUpperCase(),
  name: `Name ${id}`,
  status: "ACTIVE",
  type: "STOCK",
  categoryId: "c1",
  categoryName: "Pumps",
  unitCode: "EA",
  price: "9.5",
  currency: "EUR",
  barcode: null,
  onHand: "0",
  reserved: "0",
  available: "0",
  stock: [],
  updatedAt: "2026-01-01T00:00:00.000Z",
  version: 3,
  description: null,
  qtyPrecision: 0,
  costMethod: "FIFO",
  trackLots: false,
  trackSerials: false,
  trackExpiry: false,
  shelfLifeDays: null,
  weight: null,
  hasMovements: false,
  createdAt: "2026-01-01T00:00:00.000Z",
  createdBy: "u",
  createdByName: null,
  replacedBy: null,
});

test("only what differs is sent, cleared cells as nothing, and the preview says it in words", () => {
  const [a, b] = [product("a"), product("b")];
  const cells = {
    a: { ...cellsOf(a), name: " Name a ", price: "9,50" },
    b: { ...cellsOf(b), categoryId: "", price: "12,5" },
  };
  expect(changesOf([a, b], cells, () => "Pumps").map((one) => [one.sku, one.field, one.before, one.after])).toEqual([
    ["B", "Category", "Pumps", ""],
    ["B", "Price", "9.5", "12.5"],
  ]);
  expect(inputOf([b], cells, "EUR", "k").changes).toEqual([{ id: "b", version: 3, categoryId: null, price: "12.5" }]);
});
