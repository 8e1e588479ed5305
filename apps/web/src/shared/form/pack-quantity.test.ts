import type { ProductPacks } from "@invista/contracts/product/units";
import { expect, test } from "vitest";
import { readQuantity } from "./pack-quantity.ts";

const packs: ProductPacks = {
  unitCode: "EA",
  qtyPrecision: 0,
  packs: [
    { unitCode: "BOX", factorNum: 12, factorDen: 1 },
    { unitCode: "STRIP", factorNum: 3, factorDen: 2 },
  ],
};

test.each([
  ["24", null, "24", null],
  ["2 BOX", null, "24", "= 24 EA"],
  ["2box", null, "24", "= 24 EA"],
  ["2", "BOX", "24", "= 24 EA"],
  ["-2", "BOX", "-24", "= -24 EA"],
  ["0,5 BOX", null, "6", "= 6 EA"],
  ["4", "STRIP", "6", "= 6 EA"],
  // The word that is typed stands before the one that is chosen.
  ["7 ea", "BOX", "7", null],
  ["", "BOX", "", null],
])("%j with %j beside it is %j", (typed, chosen, value, words) => {
  expect(readQuantity(typed, chosen, packs)).toMatchObject({
    value,
    words: words?.replace("-", "−") ?? null,
    problem: null,
  });
});

test("what isn't exact at the precision of the product is refused with a sentence, never rounded", () => {
  const { value, problem } = readQuantity("1 STRIP", null, packs);
  expect(problem).toBe("1 STRIP can't be said exactly in EA, whole");
  expect(value).not.toMatch(/^[\d.]+$/);
  expect(readQuantity("1 STRIP", null, { ...packs, qtyPrecision: 1 }).value).toBe("1.5");
});

test("a pack that the product has not is named with those that it has", () => {
  expect(readQuantity("2 PALLET", null, packs)).toMatchObject({
    value: "2 PALLET",
    problem: "There is no pack PALLET: it comes in EA, BOX, STRIP",
  });
});
