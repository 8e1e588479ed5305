import { afterEach, expect, test } from "vitest";
import { chooseDisplay, chooseHomeCurrency } from "./display.ts";
import { formatDecimal, formatMoney } from "./numbers.ts";
import { dayOf, endOfDay, formatExact, formatMoment } from "./times.ts";

afterEach(() => chooseDisplay(null, null));

test("numbers and money follow the region a person chose, and the next one too", () => {
  chooseDisplay("de-DE", null);
  expect(formatDecimal("1234567.5")).toBe("1.234.567,5");
  expect(formatMoney("1234.5", "EUR")).toBe("1.234,50\u00a0€");
  chooseDisplay("en-US", null);
  expect(formatDecimal("1234567.5")).toBe("1,234,567.5");
  expect(formatMoney("1234.5", "EUR")).toBe("€1,234.50");
});

test("an amount that names no currency is in the company's", () => {
  chooseDisplay("en-US", null);
  expect(formatMoney("12", null)).toBe("€12.00");
  chooseHomeCurrency("JPY");
  expect(formatMoney("12", null)).toBe("¥12");
  chooseHomeCurrency("EUR");
});

test("times and days follow the time zone a person chose", () => {
  const instant = "2026-11-22T23:30:00Z";
  chooseDisplay("en-GB", "Asia/Tokyo");
  expect(formatExact(instant)).toBe("23 Nov 2026, 08:30:00");
  expect(dayOf(new Date(instant))).toBe("2026-11-23");
  expect(formatMoment(instant, Date.parse("2026-11-23T05:00:00Z"))).toBe("08:30");
  chooseDisplay("en-GB", "America/New_York");
  expect(formatExact(instant)).toBe("22 Nov 2026, 18:30:00");
  expect(formatMoment(instant, Date.parse("2026-11-23T05:30:00Z"))).toBe("22 Nov");
});

test("a day ends when it ends where the person is, also in a night of changed clocks", () => {
  chooseDisplay(null, "Asia/Tokyo");
  expect(endOfDay("2026-11-22")).toBe("2026-11-22T14:59:59.000Z");
  chooseDisplay(null, "Europe/Berlin");
  expect(endOfDay("2026-10-25")).toBe("2026-10-25T22:59:59.000Z");
  expect(endOfDay("2026-03-29")).toBe("2026-03-29T21:59:59.000Z");
  expect(endOfDay("soon")).toBe("soon");
});
