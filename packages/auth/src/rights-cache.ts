import { LRUCache } from "lru-cache";
import type { CheckedRights } from "./load-rights.ts";

export interface TrustTimes {
  /** How long a check holds when nothing would tell of a change. */
  readonly unheardMs: number;
  /** How long a check holds at all. */
  readonly longestMs: number;
  /** With the identity database down: how long after the last good moment people keep reading and writing. */
  readonly outageReadMs: number;
  readonly outageWriteMs: number;
}

export const TRUST: TrustTimes = { unheardMs: 5_000, longestMs: 60_000, outageReadMs: 60_000, outageWriteMs: 10_000 };

interface Entry {
  readonly checked: CheckedRights;
  readonly checkedAt: number;
}

/** Rights by session or key, forgotten the moment a change is heard. */
export class RightsCache {
  readonly #entries = new LRUCache<string, Entry>({ max: 10_000 });
  readonly #trust: TrustTimes;
  readonly #heard: () => { readonly since: number; readonly until: number };
  #changes = 0;

  constructor(trust: TrustTimes, heard: () => { readonly since: number; readonly until: number }) {
    this.#trust = trust;
    this.#heard = heard;
  }

  /** Counts heard changes: what was read before one must not be stored after it. */
  get changes(): number {
    return this.#changes;
  }

  /** What is known and may be used without asking. */
  trusted(key: string, now: Date): CheckedRights | undefined {
    const entry = this.#entries.get(key);
    if (!entry || isOver(entry, now)) return undefined;
    const at = performance.now();
    if (at - entry.checkedAt > this.#trust.longestMs || at - this.#goodAt(entry) > this.#trust.unheardMs)
      return undefined;
    return entry.checked;
  }

  /** What may still be used while the database can't be asked. */
  bridging(key: string, intent: "read" | "write", now: Date): CheckedRights | undefined {
    const entry = this.#entries.get(key);
    if (!entry || isOver(entry, now)) return undefined;
    const allowed = intent === "read" ? this.#trust.outageReadMs : this.#trust.outageWriteMs;
    return performance.now() - this.#goodAt(entry) <= allowed ? entry.checked : undefined;
  }

  store(key: string, checked: CheckedRights, checkedAt: number, changesBefore: number): void {
    if (changesBefore === this.#changes) this.#entries.set(key, { checked, checkedAt });
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets all that hangs on this user or role. */
  changed(id: string): void {
    this.#changes++;
    for (const [key, { checked }] of this.#entries.entries()) {
      if (checked.userId === id || checked.rights.roleIds.has(id)) this.#entries.delete(key);
    }
  }

  /** The last moment at which the entry is known to have been true. */
  #goodAt(entry: Entry): number {
    const { since, until } = this.#heard();
    return since > 0 && entry.checkedAt >= since ? Math.max(entry.checkedAt, until) : entry.checkedAt;
  }
}

function isOver({ checked }: Entry, now: Date): boolean {
  return checked.validUntil !== null && checked.validUntil <= now;
}
