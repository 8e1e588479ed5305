import { expect, test } from "vitest";
import { nonZeroQuantity, positiveQuantity } from "./quantity.ts";

test("what is no number is refused as that, and is not calculated with", () => {
  for (const typed of ["", "x", "1e3", "1,5", "--1"]) {
    expect(positiveQuantity.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([
      "is not a quantity",
    ]);
    expect(nonZeroQuantity.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual(["is not a quantity"]);
  }
});

test("zero is a quantity, but not a positive one", () => {
  expect(positiveQuantity.safeParse("0.0000").success).toBe(false);
  expect(positiveQuantity.safeParse("0.0001").success).toBe(true);
  expect(nonZeroQuantity.safeParse("-2").success).toBe(true);
});
