import { setTimeout as sleep } from "node:timers/promises";
import {
  deliveryDead,
  deliveryDepth,
  deliveryLag,
  type NeonPrismaClient,
  type SupabasePrismaClient,
} from "@invista/db";
import {
  BATCH,
  claimEvents,
  directoryHead,
  markDelivered,
  markRefused,
  readDeliveryState,
  writeDirectory,
  type OutboxRow,
} from "@invista/domain/delivery";
import { isUnavailable } from "@invista/domain/shared/database-errors";
import { faultPoint } from "@invista/domain/shared/fault-point";
import { listChangedUsers, receiveEvents } from "@invista/domain/system";

export interface Databases {
  readonly neon: NeonPrismaClient;
  readonly supabase: SupabasePrismaClient;
}

/**
 * Delivers one batch of events from the business database into audit trail and notifications; answers how many were claimed.
 * The rows stay locked until they are marked, so a worker that dies delivers nothing twice in effect: the receiver drops what it has.
 */
export function deliverBatch({ neon, supabase }: Databases): Promise<number> {
  return neon.$transaction(
    async (tx) => {
      const events = await claimEvents(tx);
      if (events.length === 0) return 0;
      faultPoint("after-claim");
      const refused = await receive(supabase, events);
      faultPoint("after-deliver");
      await markDelivered(
        tx,
        events.filter((event) => !refused.has(event.id)).map((event) => event.id),
      );
      for (const [id, error] of refused) await markRefused(tx, id, error);
      faultPoint("after-mark");
      return events.length;
    },
    { timeout: 15_000 },
  );
}

/** The whole batch in one transaction; when the receiver refuses it, one by one, so that a poison event stops no other. */
async function receive(supabase: SupabasePrismaClient, events: readonly OutboxRow[]): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  try {
    await supabase.$transaction((tx) => receiveEvents(tx, events), { timeout: 10_000 });
    return refused;
  } catch (error) {
    // No attempt is counted while the receiver can't be reached: an outage must not kill events.
    if (isUnavailable(error)) throw error;
  }
  for (const event of events) {
    try {
      await supabase.$transaction((tx) => receiveEvents(tx, [event]), { timeout: 10_000 });
    } catch (error) {
      if (isUnavailable(error)) throw error;
      refused.set(event.id, error instanceof Error ? error.message : String(error));
    }
  }
  return refused;
}

/** Copies names and states of users that changed since the last copy into the business database's directory. */
export async function syncDirectory({ neon, supabase }: Databases): Promise<number> {
  return writeDirectory(neon, await listChangedUsers(supabase, await directoryHead(neon)));
}

export interface Worker {
  /** Called at every change: the next round starts at once. */
  wake(): void;
  stop(): Promise<void>;
}

const SAFETY_POLL_MS = 1_000;
/** A busy system commits hundreds of commands a second: after a round the next ones are gathered so long, and share its two transactions. */
const GATHER_MS = 50;
const DIRECTORY_EVERY_MS = 5_000;

/** Runs delivery and the user directory until stopped: woken by `wake`, with a safety poll each second and back-off while a database is away. */
export function startWorker(databases: Databases, report: (error: unknown) => void): Worker {
  let stopped = false;
  let dirty = true;
  let wakeUp = () => undefined as void;
  let directoryAt = 0;
  const wake = () => {
    dirty = true;
    wakeUp();
  };
  const run = async () => {
    let pause = SAFETY_POLL_MS;
    while (!stopped) {
      // The flag is cleared before looking: a change that arrives while looking starts another round instead of being slept over.
      dirty = false;
      try {
        let claimed = await deliverBatch(databases);
        const isBusy = claimed > 0;
        while (!stopped && claimed === BATCH) claimed = await deliverBatch(databases);
        if (isBusy && !stopped) await sleep(GATHER_MS, undefined, { ref: false });
        if (Date.now() - directoryAt > DIRECTORY_EVERY_MS) {
          directoryAt = Date.now();
          await syncDirectory(databases);
          await measure(databases.neon);
        }
        pause = SAFETY_POLL_MS;
      } catch (error) {
        report(error);
        pause = Math.min(pause * 2, 5_000);
        await sleep(200);
      }
      if (!stopped && !dirty)
        await Promise.race([
          new Promise<void>((resolve) => (wakeUp = resolve)),
          sleep(pause, undefined, { ref: false }),
        ]);
    }
  };
  const finished = run();
  return {
    wake,
    stop: async () => {
      stopped = true;
      wakeUp();
      await finished;
    },
  };
}

async function measure(neon: NeonPrismaClient): Promise<void> {
  const state = await readDeliveryState(neon);
  deliveryDepth.set(state.depth);
  deliveryDead.set(state.dead);
  deliveryLag.set(state.lagSeconds);
}
