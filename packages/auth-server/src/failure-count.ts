const MOST_NAMES = 50_000;

/** Counts failures by name within a window that begins with the first of them. */
export class FailureCount {
  readonly #windowMs: number;
  readonly #failures = new Map<string, { count: number; since: number }>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  of(name: string, now: number): number {
    return this.#recent(name, now)?.count ?? 0;
  }

  add(name: string, now: number): void {
    const recent = this.#recent(name, now) ?? { count: 0, since: now };
    // Re-inserted, so that the map's first entry is the one to forget.
    this.#failures.delete(name);
    this.#failures.set(name, { count: recent.count + 1, since: recent.since });
    if (this.#failures.size > MOST_NAMES) {
      const oldest = this.#failures.keys().next();
      if (!oldest.done) this.#failures.delete(oldest.value);
    }
  }

  clear(name: string): void {
    this.#failures.delete(name);
  }

  #recent(name: string, now: number): { count: number; since: number } | undefined {
    const found = this.#failures.get(name);
    return found && now - found.since < this.#windowMs ? found : undefined;
  }
}
