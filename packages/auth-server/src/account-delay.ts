import { setTimeout as wait } from "node:timers/promises";

const WINDOW_MS = 15 * 60_000;
const FIRST_DELAY_MS = 250;
const MOST_ACCOUNTS = 50_000;

/** Slows down guessing at one account from many addresses without locking its owner out; unknown accounts count alike. */
export class AccountDelay {
  readonly #failuresBeforeDelay: number;
  readonly #longestDelayMs: number;
  readonly #failures = new Map<string, { count: number; since: number }>();

  constructor(failuresBeforeDelay: number, longestDelayMs: number) {
    this.#failuresBeforeDelay = failuresBeforeDelay;
    this.#longestDelayMs = longestDelayMs;
  }

  /** Waits as long as the account's recent failures ask for. */
  async wait(account: string, now: number = Date.now()): Promise<void> {
    const over = (this.#recent(account, now)?.count ?? 0) - this.#failuresBeforeDelay;
    if (over < 0) return;
    await wait(Math.min(this.#longestDelayMs, FIRST_DELAY_MS * 2 ** Math.min(over, 16)));
  }

  failed(account: string, now: number = Date.now()): void {
    const recent = this.#recent(account, now) ?? { count: 0, since: now };
    this.#failures.delete(account);
    this.#failures.set(account, { count: recent.count + 1, since: recent.since });
    if (this.#failures.size > MOST_ACCOUNTS) {
      const oldest = this.#failures.keys().next();
      if (!oldest.done) this.#failures.delete(oldest.value);
    }
  }

  succeeded(account: string): void {
    this.#failures.delete(account);
  }

  #recent(account: string, now: number): { count: number; since: number } | undefined {
    const found = this.#failures.get(account);
    return found && now - found.since < WINDOW_MS ? found : undefined;
  }
}
