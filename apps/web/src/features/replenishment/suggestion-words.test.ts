import type { SuggestionRow } from "@invista/contracts/replenishment/replenishment";
import { expect, test } from "vitest";
import { reasonOf, urgencyOf, whatIfWords } from "./suggestion-words.ts";

const row: SuggestionRow = {
  productId: "p",
  sku: "A-1",
  name: "Valve",
  unitCode: "EA",
  warehouseId: "w",
  warehouseCode: "MAIN",
  supplierId: null,
  supplierName: null,
  onHand: "9",
  available: "9",
  incoming: "0",
  openDemand: "0",
  projected: "9",
  weeklyDemand: "7",
  weeklyDeviation: "1",
  leadTimeDays: 14,
  abcClass: "A",
  xyzClass: "X",
  safetyStock: "3",
  reorderPoint: "17",
  formulaPoint: "17",
  target: "24",
  basis: "FORMULA",
  suggested: "24",
  moq: "0",
  multiple: "12",
  daysLeft: 9,
  unitCost: null,
  cost: null,
  ruleVersion: 0,
};

test("a position is told by how pressing it is", () => {
  expect(urgencyOf(row).word).toBe("Too late");
  expect(urgencyOf({ ...row, daysLeft: 14 }).word).toBe("Order now");
  expect(urgencyOf({ ...row, daysLeft: null }).word).toBe("Order now");
  expect(urgencyOf({ ...row, suggested: "0" }).word).toBe("Enough");
});

test("the reason names the numbers it follows from", () => {
  expect(reasonOf(row)).toBe("Projected 9 is below the reorder point of 17: fill up to 24, in multiples of 12.");
  expect(reasonOf({ ...row, multiple: "1", moq: "50" })).toContain("fill up to 24, at least 50.");
  expect(reasonOf({ ...row, suggested: "0", projected: "20" })).toBe(
    "Projected 20 is not below the reorder point of 17.",
  );
});

test("what is supposed is told with its sign", () => {
  expect(whatIfWords(0, 0)).toBeNull();
  expect(whatIfWords(10, -20)).toBe("lead time +10 d, demand −20 %");
});
