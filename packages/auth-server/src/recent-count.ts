const MOST_NAMES = 50_000;

/** Counts what happens to a name within a window that begins with the first time. */
export class RecentCount {
  readonly #windowMs: number;
  readonly #seen = new Map<string, { count: number; since: number }>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  of(name: string, now: number): number {
    return this.#recent(name, now)?.count ?? 0;
  }

  add(name: string, now: number): void {
    const recent = this.#recent(name, now) ?? { count: 0, since: now };
    // Re-inserted, so that the map's first entry is the one to forget.
    this.#seen.delete(name);
    this.#seen.set(name, { count: recent.count + 1, since: recent.since });
    if (this.#seen.size > MOST_NAMES) {
      const oldest = this.#seen.keys().next();
      if (!oldest.done) this.#seen.delete(oldest.value);
    }
  }

  /** Milliseconds until the window of this name is over. */
  left(name: string, now: number): number {
    const recent = this.#recent(name, now);
    return recent ? this.#windowMs - (now - recent.since) : 0;
  }

  clear(name: string): void {
    this.#seen.delete(name);
  }

  #recent(name: string, now: number): { count: number; since: number } | undefined {
    const found = this.#seen.get(name);
    return found && now - found.since < this.#windowMs ? found : undefined;
  }
}
