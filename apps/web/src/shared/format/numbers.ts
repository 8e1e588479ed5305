import { byDisplay, homeCurrency } from "./display.ts";

const DECIMAL = /^-?\d+(\.\d+)?$/;

const whole = byDisplay((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const tenths = byDisplay((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const separator = byDisplay(
  (locale) => new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".",
);
const moneyStyles = byDisplay((locale) => ({ locale, byCurrency: new Map<string, MoneyStyle>() }));

/** A decimal string in the person's locale; digits are never lost, because it never becomes a float. */
export function formatDecimal(value: string, minDecimals = 0): string {
  if (!DECIMAL.test(value)) return value;
  const [units = "0", fraction = ""] = value.replace("-", "").split(".");
  const trimmed = fraction.replace(/0+$/, "").padEnd(minDecimals, "0");
  const sign = value.startsWith("-") && /[1-9]/.test(value) ? "−" : "";
  return `${sign}${whole().format(BigInt(units))}${trimmed ? separator() + trimmed : ""}`;
}

/** With its sign: a change of quantity. */
export function formatChange(value: string): string {
  const shown = formatDecimal(value);
  return value.startsWith("-") || !/[1-9]/.test(value) ? shown : `+${shown}`;
}

export function formatCount(value: number): string {
  return whole().format(value);
}

/** A share such as a change in percent, to one decimal. */
export function formatShare(value: number): string {
  return tenths().format(value);
}

interface MoneyStyle {
  readonly digits: number;
  readonly symbol: string;
  readonly symbolFirst: boolean;
}

function moneyStyle(currency: string): MoneyStyle {
  const { locale, byCurrency } = moneyStyles();
  const known = byCurrency.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const parts = format.formatToParts(0);
  const style = {
    digits: format.resolvedOptions().maximumFractionDigits ?? 2,
    symbol: parts.find((part) => part.type === "currency")?.value ?? currency,
    symbolFirst: parts[0]?.type === "currency",
  };
  byCurrency.set(currency, style);
  return style;
}

/** An amount of money with its currency's symbol, rounded to its minor unit; `exact` keeps every digit of a unit price. */
export function formatMoney(value: string, currency: string | null, exact = false): string {
  const { digits, symbol, symbolFirst } = moneyStyle(currency ?? homeCurrency());
  const amount = formatDecimal(exact ? value : roundHalfUp(value, digits), digits);
  const space = symbol.length > 1 ? "\u00a0" : "";
  if (!symbolFirst) return `${amount}\u00a0${symbol}`;
  return amount.startsWith("−") ? `−${symbol}${space}${amount.slice(1)}` : `${symbol}${space}${amount}`;
}

/** Whole currency units for headlines: exact digits are one click away. */
export function formatMoneyRough(value: string, currency: string): string {
  return formatMoney(roundHalfUp(value, 0), currency).replace(/[.,]0+(?=\D*$)/, "");
}

/** For reading only: the exact amount stays what it is. */
function roundHalfUp(value: string, digits: number): string {
  if (!DECIMAL.test(value)) return value;
  const [units = "0", fraction = ""] = value.replace("-", "").split(".");
  const scaled =
    BigInt(units + fraction.slice(0, digits).padEnd(digits, "0")) + (Number(fraction[digits] ?? "0") >= 5 ? 1n : 0n);
  const text = scaled.toString().padStart(digits + 1, "0");
  const rounded = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return value.startsWith("-") ? `-${rounded}` : rounded;
}

/** A sentence of the server with its amounts ("12.5 EUR") as money of this locale. */
export function formatAmounts(text: string): string {
  return text.replace(/(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (_, amount: string, currency: string) =>
    formatMoney(amount, currency),
  );
}

/** "of" as a share between 0 and 1 for bars; drawing only, never arithmetic. */
export function shareOf(part: string, of: string): number {
  const total = Number(of);
  return total > 0 ? Math.max(0, Math.min(1, Number(part) / total)) : 0;
}

/** What a person typed into a number field as a decimal string: comma or point, spaces and thousands marks dropped. */
export function parseDecimal(typed: string): string {
  const clean = typed
    .trim()
    .replace(/[\s\u00a0'’]/g, "")
    .replace("−", "-");
  return DECIMAL.test(clean) ? clean : clean.replace(/,(?=\d+$)/, ".");
}
