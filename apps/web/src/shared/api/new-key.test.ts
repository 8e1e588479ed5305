import { idempotencyKey } from "@invista/contracts/text";
import { expect, test } from "vitest";
import { newKey } from "./new-key.ts";

test("a key is a uuid the contract takes, and never the same twice", () => {
  const keys = Array.from({ length: 200 }, newKey);
  expect(keys.every((key) => idempotencyKey.safeParse(key).success)).toBe(true);
  expect(new Set(keys).size).toBe(200);
});
