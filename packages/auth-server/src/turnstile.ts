import { AuthError } from "./auth-error.ts";

/** Lets a few pieces of work in at a time and keeps the rest waiting in order; refuses when too many wait. */
export class Turnstile {
  readonly #places: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(places: number, mostWaiting: number) {
    this.#places = places;
    this.#mostWaiting = mostWaiting;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside < this.#places) this.#inside++;
    else await this.#wait();
    try {
      return await work();
    } finally {
      // The place goes to the next in line without becoming free in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside--;
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting)
      throw new AuthError(429, "over_request_rate_limit", "Request rate limit reached");
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
