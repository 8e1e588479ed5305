import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveTopic } from "@invista/domain/shared/work";
import { listen } from "@invista/db/listen";
import { z } from "zod";

export const CHANGE_CHANNEL = "invista_change";
export const NOTIFICATION_CHANNEL = "invista_notification";

const topic = z.enum(["stock", "count", "order", "product", "import", "notification", "access", "config"]);
const PAUSE_MS = 150;

export interface LiveBus {
  watch(userId: string, signal: AbortSignal): AsyncIterable<readonly LiveTopic[]>;
  /** Calls back at every change of the business database, for the delivery worker. */
  onChange(callback: () => void): void;
  /** True while the identity database's notifications arrive. */
  connected(): boolean;
  close(): Promise<void>;
}

/** Fans the two databases' notifications out to open screens; several processes hear the same ones. */
export function openLiveBus(neonDirectUrl: string, supabaseDirectUrl: string): LiveBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const everything: LiveTopic[] = topic.options;
  const announce = (topics: readonly LiveTopic[], userId: string | null) => emitter.emit("change", topics, userId);
  const neon = listen(
    neonDirectUrl,
    [CHANGE_CHANNEL],
    (_, payload) => {
      emitter.emit("wake");
      announce(
        payload.split(",").flatMap((name) => topic.safeParse(name).data ?? []),
        null,
      );
    },
    () => {
      emitter.emit("wake");
      announce(everything, null);
    },
  );
  const supabase = listen(
    supabaseDirectUrl,
    [NOTIFICATION_CHANNEL],
    (_, payload) => announce(["notification"], payload),
    () => announce(["notification"], null),
  );

  return {
    async *watch(userId, signal) {
      const pending = new Set<LiveTopic>();
      let wake = () => undefined as void;
      const hear = (topics: readonly LiveTopic[], onlyFor: string | null) => {
        if (onlyFor !== null && onlyFor !== userId) return;
        topics.forEach((name) => pending.add(name));
        wake();
      };
      const abort = () => wake();
      emitter.on("change", hear);
      signal.addEventListener("abort", abort);
      try {
        while (!signal.aborted) {
          if (pending.size === 0) await new Promise<void>((resolve) => (wake = resolve));
          // A burst of changes becomes one message: screens read again at most every PAUSE_MS.
          if (!signal.aborted) await sleep(PAUSE_MS);
          const topics = [...pending];
          pending.clear();
          if (topics.length > 0 && !signal.aborted) yield topics;
        }
      } finally {
        emitter.off("change", hear);
        signal.removeEventListener("abort", abort);
      }
    },
    onChange: (callback) => void emitter.on("wake", callback),
    connected: supabase.connected,
    close: async () => {
      await Promise.all([neon.close(), supabase.close()]);
    },
  };
}
