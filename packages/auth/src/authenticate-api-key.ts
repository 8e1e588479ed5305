import { refuse } from "@invista/contracts/errors";
import type { SupabasePrismaClient } from "@invista/db";
import { hashOf, matchesHash, prefixOf } from "./api-key.ts";
import { findApiKey, type CheckedRights, type StoredKey } from "./load-rights.ts";
import { combineGrants, narrowRights } from "./rights.ts";

const WINDOW_MS = 60_000;

/** A checked key's rights with what the next call with it needs to know. */
export interface CheckedKey extends CheckedRights {
  readonly apiKeyId: string;
  readonly perMinute: number;
}

/** Under this name a key's rights are cached: a hash, so that no usable key lies in memory. */
export function cacheNameOf(key: string): string {
  prefixOf(key);
  return `key:${hashOf(key)}`;
}

/** Checks a key against the database: known, alive, its owner active; it reaches as far as both reach. */
export async function checkApiKey(supabase: SupabasePrismaClient, key: string, now: Date): Promise<CheckedKey> {
  const stored = await findApiKey(supabase, prefixOf(key), now);
  if (!matchesHash(key, stored?.keyHash) || !stored?.usable) throw refuse("UNAUTHENTICATED", "auth.apiKeyInvalid");
  if (!stored.active) throw refuse("UNAUTHENTICATED", "auth.userInactive");
  return checkedKey(stored);
}

function checkedKey(stored: StoredKey): CheckedKey {
  const rights = narrowRights(combineGrants(stored.grants), stored.scopes, stored.warehouseScope);
  const ends = [rights.validUntil, stored.expiresAt]
    .flatMap((end) => end ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime());
  return {
    userId: stored.userId,
    displayName: stored.displayName ?? stored.userId,
    email: stored.email,
    rights,
    aal: "aal1",
    needsSecondFactor: false,
    mustSetUpSecondFactor: false,
    sessionLimits: null,
    validUntil: ends[0] ?? null,
    apiKeyId: stored.id,
    perMinute: stored.rateLimit,
  };
}

/** Counts the calls of each key in this process and minute. */
export class KeyLimiter {
  readonly #windows = new Map<string, { since: number; calls: number }>();

  take(apiKeyId: string, perMinute: number): void {
    const now = performance.now();
    const found = this.#windows.get(apiKeyId);
    const current = found && now - found.since < WINDOW_MS ? found : { since: now, calls: 0 };
    current.calls++;
    this.#windows.set(apiKeyId, current);
    if (current.calls > perMinute)
      throw refuse("LIMITED", "server.rateLimited", { seconds: Math.ceil((current.since + WINDOW_MS - now) / 1_000) });
  }
}
