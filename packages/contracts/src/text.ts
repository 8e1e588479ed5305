import { z } from "zod";

/** The one text type: no NUL, no lone surrogates (PostgreSQL refuses or changes them), trimmed, NFC, with a maximum length. */
export function text(max: number, min = 0) {
  return z
    .string()
    .refine((value) => !value.includes("\u0000"), "must not contain a NUL character")
    .refine((value) => value.isWellFormed(), "must be well-formed text")
    .trim()
    .normalize("NFC")
    .min(min, min === 1 ? "is required" : `needs at least ${min} characters`)
    .max(max, `can have at most ${max} characters`);
}

/** Identifiers of business and identity rows: uuid or a short fixed id. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "is not an id");

/** Made once by the client before it sends, so that a repeated request has one effect. */
export const idempotencyKey = z.uuid();

/** Optimistic lock: the version the client last saw. */
export const version = z.int().min(1);

/** ISO 8601 instant on the wire, of a year that every part of the system can hold: 1900 to 9998 in UTC. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(
    (value) => Date.parse(value) >= Date.UTC(1900, 0, 1) && Date.parse(value) < Date.UTC(9999, 0, 1),
    "is not between the years 1900 and 9998",
  );

export const code = text(40, 1).regex(/^[^\s]+$/, "can't contain spaces");

/** A bin code; the empty string is the warehouse's floor. */
export const locationCode = text(40);
