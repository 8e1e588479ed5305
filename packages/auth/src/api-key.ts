import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { refuse } from "@invista/contracts/errors";

const SHAPE = /^inv_([A-Za-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/** A new key: the text is shown once, prefix and hash are stored. */
export function makeApiKey(): { key: string; prefix: string; keyHash: string } {
  const prefix = randomBytes(24)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 12)
    .padEnd(12, "0");
  const key = `inv_${prefix}_${randomBytes(32).toString("base64url")}`;
  return { key, prefix, keyHash: hashOf(key) };
}

/** The prefix of something shaped like a key; refuses anything else. */
export function prefixOf(key: string): string {
  const prefix = SHAPE.exec(key)?.[1];
  if (!prefix) throw refuse("UNAUTHENTICATED", "auth.apiKeyInvalid");
  return prefix;
}

export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Compares in a time that tells nothing; an unknown key is compared with nothing that can match. */
export function matchesHash(key: string, keyHash: string | undefined): boolean {
  const given = createHash("sha256").update(key).digest();
  const stored = Buffer.from(keyHash ?? "", "hex");
  const comparable = stored.length === given.length ? stored : Buffer.alloc(given.length);
  return timingSafeEqual(given, comparable) && stored.length === given.length;
}
