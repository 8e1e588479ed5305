import { Decimal } from "decimal.js";
import { z } from "zod";

const decimalText = (whole: number, scale: number) => new RegExp(`^-?\\d{1,${whole}}(\\.\\d{1,${scale}})?$`);

/** Decimal string with at most 14 digits before and 4 after the point: numeric(18,4), never a float. */
// Aborts: the refinements below calculate and must not see what is no number.
export const quantity = z.string().regex(decimalText(14, 4), { error: "is not a quantity", abort: true });
export const positiveQuantity = quantity.refine((value) => new Decimal(value).gt(0), "must be more than 0");
export const nonZeroQuantity = quantity.refine((value) => !new Decimal(value).isZero(), "must not be 0");

/** Unit price or unit cost: numeric(18,6), not negative. */
export const unitPrice = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, "is not a price");

/** Amount of money already rounded to the currency's minor unit: numeric(19,4). */
export const money = z.string().regex(decimalText(15, 4), "is not an amount");

export const nonNegativeMoney = money.refine(
  (value) => !value.startsWith("-") || !/[1-9]/.test(value),
  "can't be below 0",
);

export const currency = z.string().regex(/^[A-Z]{3}$/, "is not a currency code");

// The same as currency_digits() of the database; a test compares them.
export const MINOR_UNITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ["CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF"].map((code) => [code, 0]),
  ),
  ...Object.fromEntries(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3])),
};

/** Digits after the point of a currency (ISO 4217). */
export function minorUnits(currencyCode: string): number {
  return MINOR_UNITS[currencyCode] ?? 2;
}

/** Price × quantity rounded HALF_UP to the currency's minor unit. */
export function lineAmount(price: string, amount: string, currencyCode: string): string {
  return new Decimal(price).times(amount).toDecimalPlaces(minorUnits(currencyCode), Decimal.ROUND_HALF_UP).toFixed();
}

/** The tax on an amount at a rate in hundredths of a percent, rounded HALF_UP to the currency's minor unit. */
export function taxOf(amount: string, rateBps: number, currencyCode: string): string {
  return new Decimal(amount)
    .times(rateBps)
    .div(10_000)
    .toDecimalPlaces(minorUnits(currencyCode), Decimal.ROUND_HALF_UP)
    .toFixed();
}

/** Exact sum of decimal strings. */
export function sum(values: readonly string[]): string {
  return values.reduce((total, value) => total.plus(value), new Decimal(0)).toFixed();
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: string, b: string): number {
  return new Decimal(a).comparedTo(new Decimal(b));
}

/** a − b, exact. */
export function minus(a: string, b: string): string {
  return new Decimal(a).minus(b).toFixed();
}

/** The share of a value that a part of a whole carries: value × part ÷ whole, HALF_UP to the ledger's four places. */
export function shareOf(value: string, part: string, whole: string): string {
  return new Decimal(value).times(part).div(whole).toDecimalPlaces(4, Decimal.ROUND_HALF_UP).toFixed();
}

/** a × b, exact. */
export function times(a: string, b: string): string {
  return new Decimal(a).times(b).toFixed();
}

/** Shares of an amount by weight, of at most `digits` decimals, that add up to it exactly; equal ones where nothing weighs anything. */
export function spread(total: string, weights: readonly string[], digits: number): string[] {
  const all = weights.reduce((whole, weight) => whole.plus(weight), new Decimal(0));
  let [weighed, given] = [new Decimal(0), new Decimal(0)];
  return weights.map((weight) => {
    weighed = weighed.plus(all.isZero() ? 1 : weight);
    const upTo = weighed
      .times(total)
      .div(all.isZero() ? weights.length : all)
      .toDecimalPlaces(digits);
    const share = upTo.minus(given);
    given = upTo;
    return share.toFixed();
  });
}

/** Decimal places actually used by a decimal string. */
export function decimalsOf(value: string): number {
  return new Decimal(value).decimalPlaces();
}

/** A number of at most this many digits, written without an exponent; null for what is no number, or one that long. */
export function significant(value: string, digits: number): string | null {
  if (!/^[+-]?\d*\.?\d+([eE][+-]?\d{1,2})?$/.test(value)) return null;
  return new Decimal(value).toSignificantDigits(digits).toFixed();
}
