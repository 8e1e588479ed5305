import { expect, test } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { weaknessOf } from "./password.ts";

test("the list has what everybody knows", () => {
  expect(COMMON_PASSWORDS.size).toBe(3000);
  for (const word of ["password", "123456", "qwerty", "dragon"]) expect(COMMON_PASSWORDS.has(word)).toBe(true);
});

test.each([
  "elevenchars",
  "passwordpassword",
  "Password123456!",
  "qwertyqwerty12",
  "dragonmonkey99",
  "invista-warehouse",
  "Inventory2026",
  "aaaaaaaaaaaaaaaa",
  "x".repeat(73),
  "é".repeat(40),
])("%s is refused", (password) => {
  expect(weaknessOf(password)).not.toBeNull();
});

test.each(["correct horse battery", "pallet 3 lantern ox", "Zx9!mQ-7vRt#2k", "ñandú écrit là-bas"])(
  "%s is taken",
  (password) => {
    expect(weaknessOf(password)).toBeNull();
  },
);

test("a person's own name and address count as known words", () => {
  expect(weaknessOf("carvalho-ines-01", ["Ines Carvalho", "ines@example.com"])).not.toBeNull();
  expect(weaknessOf("carvalho-ines-01")).toBeNull();
});
