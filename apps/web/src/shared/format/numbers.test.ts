import { expect, test } from "vitest";
import {
  formatAmounts,
  formatChange,
  formatDecimal,
  formatMoney,
  formatMoneyRough,
  parseDecimal,
  shareOf,
} from "./numbers.ts";

// The machine's locale decides the marks; digits and signs must be right in every locale.
const plain = (text: string) => text.replace(/[^\d−+]/g, "");

test("large decimals keep every digit, trailing zeros go", () => {
  expect(plain(formatDecimal("12345678901234.5600"))).toBe("1234567890123456");
  expect(formatDecimal("7.000")).toBe("7");
});

test("a negative zero is zero", () => {
  expect(formatDecimal("-0.00")).toBe("0");
});

test("a change shows its sign, none for zero", () => {
  expect(formatChange("12")).toBe("+12");
  expect(formatChange("-3")).toBe("−3");
  expect(formatChange("0")).toBe("0");
});

test("money is rounded half up to its minor unit, a unit price is not", () => {
  expect(plain(formatMoney("1193.265", "EUR"))).toBe("119327");
  expect(plain(formatMoney("-0.005", "EUR"))).toBe("−001");
  expect(plain(formatMoney("0.0125", "EUR", true))).toBe("00125");
  expect(plain(formatMoney("14.9", "EUR", true))).toBe("1490");
  expect(plain(formatMoney("99.5", "JPY"))).toBe("100");
});

test("amounts inside a sentence become money, other words stay", () => {
  expect(plain(formatAmounts("12.5 EUR waiting"))).toBe("1250");
  expect(formatAmounts("oldest SO-100001")).toBe("oldest SO-100001");
});

test("headline money has no minor unit", () => {
  expect(plain(formatMoneyRough("434150.78", "EUR"))).toBe("434151");
});

test("typed numbers: comma or point, spaces dropped, nonsense left for the contract to refuse", () => {
  expect(parseDecimal(" 1 234,5 ")).toBe("1234.5");
  expect(parseDecimal("−2.5")).toBe("-2.5");
  expect(parseDecimal("a lot")).toBe("alot");
});

test("a share is between none and all", () => {
  expect(shareOf("5", "10")).toBe(0.5);
  expect(shareOf("15", "10")).toBe(1);
  expect(shareOf("1", "0")).toBe(0);
});
