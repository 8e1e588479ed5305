const DECIMAL = /^-?\d+(\.\d+)?$/;

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const separator =
  new Intl.NumberFormat(undefined).formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".";

/** A decimal string in the person's locale; digits are never lost, because it never becomes a float. */
export function formatDecimal(value: string, minDecimals = 0): string {
  if (!DECIMAL.test(value)) return value;
  const [units = "0", fraction = ""] = value.replace("-", "").split(".");
  const trimmed = fraction.replace(/0+$/, "").padEnd(minDecimals, "0");
  const sign = value.startsWith("-") && /[1-9]/.test(value) ? "−" : "";
  return `${sign}${whole.format(BigInt(units))}${trimmed ? separator + trimmed : ""}`;
}

/** With its sign: a change of quantity. */
export function formatChange(value: string): string {
  const shown = formatDecimal(value);
  return value.startsWith("-") || !/[1-9]/.test(value) ? shown : `+${shown}`;
}

export function formatCount(value: number): string {
  return whole.format(value);
}

const DIGITS: Record<string, number> = {};

/** An amount of money with its currency's symbol, rounded to its minor unit; `exact` keeps every digit of a unit price. */
export function formatMoney(value: string, currency: string, exact = false): string {
  const style = new Intl.NumberFormat(undefined, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const digits = (DIGITS[currency] ??= style.resolvedOptions().maximumFractionDigits ?? 2);
  const parts = style.formatToParts(0);
  const symbol = parts.find((part) => part.type === "currency")?.value ?? currency;
  const amount = formatDecimal(exact ? value : roundHalfUp(value, digits), digits);
  const space = symbol.length > 1 ? "\u00a0" : "";
  if (parts[0]?.type !== "currency") return `${amount}\u00a0${symbol}`;
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
