import { RULE_TEXT, type Rule } from "./rules.ts";

/** The closed set of refusal codes and the HTTP status each answers with. */
export const CODE_STATUS = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE: 409,
  RULE_BROKEN: 409,
  LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type Code = keyof typeof CODE_STATUS;
export type Details = Record<string, unknown>;

/** A refusal with a closed code, a rule name the SPA can show text for, and facts for the log. */
export class Refusal extends Error {
  readonly code: Code;
  readonly rule: Rule;
  readonly details: Details;

  constructor(code: Code, rule: Rule, details: Details = {}, options?: ErrorOptions) {
    super(textOf(rule, details), options);
    this.name = "Refusal";
    this.code = code;
    this.rule = rule;
    this.details = details;
  }
}

/** Makes a refusal to throw: `throw refuse("RULE_BROKEN", "stock.insufficient", { available })`. */
export function refuse(code: Code, rule: Rule, details: Details = {}, options?: ErrorOptions): Refusal {
  return new Refusal(code, rule, details, options);
}

/** The sentence people read for a rule, filled with its details. */
export function textOf(rule: Rule, details: Details = {}): string {
  return RULE_TEXT[rule].replace(/\{(\w+)\}/g, (_, key: string) => shown(details[key]));
}

function shown(value: unknown): string {
  if (typeof value === "string") return /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, "") : value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(shown).join(", ");
  return "?";
}
