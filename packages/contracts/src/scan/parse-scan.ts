/** What was read by a scanner or typed. */
export interface Scan {
  /** What to look up: the GTIN of a GS1 code, else the text itself. */
  readonly code: string;
  /** Typed before `*`, or a count in the code itself; null where nothing says how many. */
  readonly quantity: string | null;
  readonly gtin: string | null;
  readonly lot: string | null;
  /** ISO day. */
  readonly expiresOn: string | null;
  readonly serial: string | null;
  /** The code has the form of a GTIN or GS1 code, and this is wrong with it, in words. */
  readonly problem: string | null;
}

const SEPARATOR = "\u001d";
/** Symbology identifiers (ISO/IEC 15424) that scanners may send before the content. */
const SYMBOLOGY = /^\](C1|C0|d2|d1|Q3|Q1|e0|E0|E4|A0)/;
const TYPED = /^(\d{1,9}(?:[.,]\d{1,4})?)\s*\*\s*(.+)$/;

/** Application identifiers (GS1 General Specifications, section 3) with a fixed length, by their first two digits. */
const FIXED: Readonly<Record<string, number>> = {
  "00": 18,
  "01": 14,
  "02": 14,
  "03": 14,
  "04": 16,
  "11": 6,
  "12": 6,
  "13": 6,
  "15": 6,
  "16": 6,
  "17": 6,
  "18": 6,
  "19": 6,
  "20": 2,
  "31": 6,
  "32": 6,
  "33": 6,
  "34": 6,
  "35": 6,
  "36": 6,
  "41": 13,
};
/** How many digits an identifier has that begins with these. */
function lengthOfIdentifier(text: string): number {
  const two = text.slice(0, 2);
  if (/^(31|32|33|34|35|36|39|43|70|72|80|81|82)$/.test(two)) return 4;
  return /^(23|24|25|40|41|42|71)$/.test(two) ? 3 : 2;
}

/** The check digit of a GTIN of 8, 12, 13 or 14 digits is right (GS1 General Specifications, section 7.9). */
export function isGtin(digits: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false;
  const sum = Array.from(digits.padStart(14, "0")).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1),
    0,
  );
  return sum % 10 === 0;
}

/** Digits with the check digit that makes them a GTIN. */
export function withCheckDigit(digits: string): string {
  return Array.from("0123456789", (digit) => digits + digit).find(isGtin) ?? digits;
}

/** A GTIN in every length it may be stored in: with its leading zeros and without. */
export function spellings(code: string): string[] {
  if (!/^\d{8,14}$/.test(code)) return [code];
  const full = code.padStart(14, "0");
  const forms = [14, 13, 12, 8]
    .filter((length) => /^0*$/.test(full.slice(0, 14 - length)))
    .map((length) => full.slice(14 - length));
  return [...new Set([code, ...forms])];
}

/** Reads a scan: `12*` before a code, symbology prefixes, GS1 element strings in either form, plain codes. `today` decides the century of a day. */
export function parseScan(text: string, today: Date): Scan {
  const typed = TYPED.exec(text.trim());
  const quantity = typed?.[1]?.replace(",", ".") ?? null;
  const raw = (typed?.[2] ?? text).trim();
  const content = raw.replace(SYMBOLOGY, "");
  const elements = content.startsWith("(")
    ? inBrackets(content)
    : isElements(raw, content)
      ? inSequence(content)
      : null;
  if (elements === null) return plain(content, quantity);
  const gtin = elements.get("01") ?? elements.get("02") ?? null;
  const count = elements.get("30") ?? elements.get("37") ?? null;
  const day = elements.get("17") ?? elements.get("15") ?? elements.get("16") ?? null;
  const expiresOn = day === null ? null : dayOf(day, today);
  const problem =
    elements.get("") ??
    (gtin !== null && !isGtin(gtin) ? `The check digit of ${gtin} is wrong: scan it again.` : null) ??
    (day !== null && expiresOn === null ? `${day} is not a day.` : null);
  return {
    code: gtin ?? elements.get("21") ?? elements.get("10") ?? content,
    quantity: quantity ?? (count === null ? null : String(Number(count))),
    gtin,
    lot: elements.get("10") ?? null,
    expiresOn,
    serial: elements.get("21") ?? null,
    problem,
  };
}

function plain(code: string, quantity: string | null): Scan {
  return { code, quantity, gtin: isGtin(code) ? code : null, lot: null, expiresOn: null, serial: null, problem: null };
}

/** A GS1 code says so by its symbology, by a separator, or begins with a whole GTIN and goes on. */
function isElements(raw: string, content: string): boolean {
  if (/^\](C1|d2|Q3|e0)/.test(raw) || content.includes(SEPARATOR)) return true;
  return /^0[12]\d{14}./.test(content) && isGtin(content.slice(2, 16));
}

function inBrackets(content: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, identifier = "", value = ""] of content.matchAll(/\((\d{2,4})\)([^(]*)/g))
    found.set(identifier, value.trim());
  if (found.size === 0) found.set("", "This code has brackets and nothing of GS1 in them.");
  return found;
}

function inSequence(content: string): Map<string, string> {
  const found = new Map<string, string>();
  let rest = content;
  while (rest !== "") {
    if (rest.startsWith(SEPARATOR)) {
      rest = rest.slice(1);
      continue;
    }
    const identifier = rest.slice(0, lengthOfIdentifier(rest));
    if (!/^\d{2,4}$/.test(identifier))
      return found.set("", `"${rest.slice(0, 20)}" is no element of GS1: scan it again.`);
    const fixed = FIXED[identifier.slice(0, 2)];
    const body = rest.slice(identifier.length);
    const end = fixed ?? (body.includes(SEPARATOR) ? body.indexOf(SEPARATOR) : body.length);
    const value = body.slice(0, end);
    if (value.length < (fixed ?? 1)) return found.set("", "The code was cut off: scan it again.");
    found.set(identifier, value);
    rest = body.slice(end);
  }
  return found;
}

/** YYMMDD as an ISO day; day 00 is the last of its month. The century is the one within 50 years of today. */
function dayOf(digits: string, today: Date): string | null {
  if (!/^\d{6}$/.test(digits)) return null;
  const [year, month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4))];
  const century = Math.floor(today.getUTCFullYear() / 100) * 100;
  const distance = year - (today.getUTCFullYear() % 100);
  const full = century + year + (distance >= 51 ? -100 : distance <= -50 ? 100 : 0);
  const date = new Date(Date.UTC(full, day === 0 ? month : month - 1, day));
  if (month < 1 || month > 12 || (day !== 0 && (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)))
    return null;
  return date.toISOString().slice(0, 10);
}
