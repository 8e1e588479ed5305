import { AuthError } from "./auth-error.ts";
import type { Rate } from "./options.ts";

const MOST_ADDRESSES = 50_000;

/** A token bucket per network address. */
export class AddressLimiter {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  readonly #code: string;

  constructor(rate: Rate, code = "over_request_rate_limit") {
    this.#code = code;
    this.#perMs = rate.per5Minutes / 300_000;
    this.#burst = rate.burst;
  }

  /** Takes one request of this address, or refuses with 429. */
  take(address: string, now: number = Date.now()): void {
    const bucket = this.#buckets.get(address) ?? { tokens: this.#burst, at: now };
    const tokens = Math.min(this.#burst, bucket.tokens + Math.max(0, now - bucket.at) * this.#perMs);
    // Re-inserted, so that the map's order is the order of last use and its first entry the one to forget.
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > MOST_ADDRESSES) this.#forgetOldest();
    if (tokens < 1) throw new AuthError(429, this.#code, "Request rate limit reached");
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
