import { setTimeout as wait } from "node:timers/promises";
import { RecentCount } from "./recent-count.ts";

const WINDOW_MS = 15 * 60_000;
const FIRST_DELAY_MS = 250;

/** Slows down guessing at one account from many addresses without locking its owner out; unknown accounts count alike. */
export class AccountDelay {
  readonly #failuresBeforeDelay: number;
  readonly #longestDelayMs: number;
  readonly #failures = new RecentCount(WINDOW_MS);

  constructor(failuresBeforeDelay: number, longestDelayMs: number) {
    this.#failuresBeforeDelay = failuresBeforeDelay;
    this.#longestDelayMs = longestDelayMs;
  }

  /** Waits as long as the account's recent failures ask for. */
  async wait(account: string, now: number = Date.now()): Promise<void> {
    const over = this.#failures.of(account, now) - this.#failuresBeforeDelay;
    if (over < 0) return;
    await wait(Math.min(this.#longestDelayMs, FIRST_DELAY_MS * 2 ** Math.min(over, 16)));
  }

  failed(account: string, now: number = Date.now()): void {
    this.#failures.add(account, now);
  }

  succeeded(account: string): void {
    this.#failures.clear(account);
  }
}
