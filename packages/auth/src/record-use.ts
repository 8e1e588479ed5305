import type { SupabasePrismaClient } from "@invista/db";
import { LRUCache } from "lru-cache";
import { noteSession, type SessionUse } from "./note-session.ts";

const THROTTLE_MS = 60_000;

/** Notes when sessions and API keys were last used, at most once a minute each and never in the caller's way. */
export class UseRecorder {
  readonly #supabase: SupabasePrismaClient;
  readonly #log: (error: unknown) => void;
  readonly #seen = new LRUCache<string, true>({ max: 10_000, ttl: THROTTLE_MS });
  readonly #pending = new Set<Promise<unknown>>();

  constructor(supabase: SupabasePrismaClient, log: (error: unknown) => void) {
    this.#supabase = supabase;
    this.#log = log;
  }

  session(use: SessionUse): void {
    if (this.#seen.has(use.sessionId)) return;
    this.#note(use.sessionId, () => noteSession(this.#supabase, use));
  }

  apiKey(apiKeyId: string): void {
    if (this.#seen.has(apiKeyId)) return;
    this.#note(apiKeyId, () =>
      this.#supabase.apiKey.updateMany({ where: { id: apiKeyId }, data: { lastUsedAt: new Date() } }),
    );
  }

  /** Waits for the notes under way. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }

  #note(id: string, write: () => Promise<unknown>): void {
    this.#seen.set(id, true);
    const noted: Promise<unknown> = write()
      .catch((error: unknown) => {
        this.#seen.delete(id);
        this.#log(error);
      })
      .finally(() => this.#pending.delete(noted));
    this.#pending.add(noted);
  }
}
