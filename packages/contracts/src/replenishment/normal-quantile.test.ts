import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

test.each([
  [0.5, 0],
  [0.9, 1.2815515655],
  [0.95, 1.644853627],
  [0.98, 2.0537489106],
  [0.99, 2.326347874],
  [0.01, -2.326347874],
  [0.001, -3.0902323062],
])("%d of all values lie below %d standard deviations", (share, deviations) => {
  expect(normalQuantile(share)).toBeCloseTo(deviations, 7);
});

test.each([0, 1, -0.1, Number.NaN])("%d is no share", (share) => {
  expect(() => normalQuantile(share)).toThrow(RangeError);
});
