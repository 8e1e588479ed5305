import { setTimeout as sleep } from "node:timers/promises";
import { readDemandDaily } from "@invista/domain/replenishment";
import type { CommandHost } from "@invista/domain/shared/run-command";
import type { Databases } from "./deliver-outbox.ts";
import { releaseExpiredHolds } from "./release-holds.ts";
import { sendDigests, sendDueMails, type MailDesk } from "./send-notices.ts";
import { witnessAudit } from "./verify-evidence.ts";

const ROUND_MS = 5_000;
const WITNESS_EVERY_MS = 10_000;
const DIGEST_EVERY_MS = 60_000;
const HOLDS_EVERY_MS = 60_000;
const DEMAND_EVERY_MS = 600_000;

/** Runs until stopped what nobody waits for: mails that are due, daily summaries, orders on hold for too long, the demand of the day, and the audit trail's newest hash into the other database. */
export function startChores(
  databases: Databases & CommandHost,
  desk: Omit<MailDesk, "send"> & { readonly sender: () => MailDesk["send"] },
  report: (error: unknown) => void,
): { stop(): Promise<void> } {
  const ending = new AbortController();
  const due = new Map<string, number>();
  const every = async (ms: number, chore: string, run: () => Promise<unknown>) => {
    if (performance.now() < (due.get(chore) ?? 0)) return;
    due.set(chore, performance.now() + ms);
    await run().catch(report);
  };
  const rounds = async () => {
    while (!ending.signal.aborted) {
      const mails: MailDesk = { ...desk, send: desk.sender() };
      await every(ROUND_MS, "mails", () => sendDueMails(mails));
      await every(DIGEST_EVERY_MS, "digests", () => sendDigests(mails, new Date()));
      await every(HOLDS_EVERY_MS, "holds", () => releaseExpiredHolds(databases));
      await every(DEMAND_EVERY_MS, "demand", () => readDemandDaily(databases.neon, new Date()));
      await every(WITNESS_EVERY_MS, "witness", () => witnessAudit(databases));
      await sleep(ROUND_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };
  const finished = rounds();
  return {
    stop: async () => {
      ending.abort();
      await finished;
    },
  };
}
