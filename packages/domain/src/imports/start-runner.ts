import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "@invista/contracts/errors";
import type { NeonPrismaClient } from "@invista/db";
import type { Actor } from "../shared/actor.ts";
import type { CommandHost } from "../shared/run-command.ts";
import { jobFacts, jobRecord, type Job } from "./job.ts";
import { importMapping, importOptions } from "@invista/contracts/import/import";
import { runCheck, runCommit } from "./run-job.ts";
import { runUndo } from "./run-undo.ts";

export interface ImportRunner {
  wake(): void;
  stop(): Promise<void>;
}

/** What the person who asked for an import may do now: batches are written in his name and only where he may write. */
export type ActorOf = (asked: { userId: string; apiKeyId: string | null }) => Promise<Actor>;

const POLL_MS = 2_000;

/** Runs imports in the background, one at a time over all processes; one that a dead process left is taken up after ten seconds. */
export function startImportRunner(
  host: CommandHost,
  folder: string,
  actorOf: ActorOf,
  report: (error: unknown) => void = () => undefined,
): ImportRunner {
  let stopped = false;
  let dirty = true;
  let wakeUp = () => undefined as void;
  const run = async () => {
    while (!stopped) {
      dirty = false;
      try {
        for (let job = await claim(host.neon); job && !stopped; job = await claim(host.neon))
          await runOne(host, job, actorOf, folder, report);
      } catch (error) {
        report(error);
        await sleep(500);
      }
      if (!stopped && !dirty)
        await Promise.race([
          new Promise<void>((resolve) => (wakeUp = resolve)),
          sleep(POLL_MS, undefined, { ref: false }),
        ]);
    }
  };
  const finished = run();
  return {
    wake: () => {
      dirty = true;
      wakeUp();
    },
    stop: async () => {
      stopped = true;
      wakeUp();
      await finished;
    },
  };
}

async function runOne(
  host: CommandHost,
  job: Job,
  actorOf: ActorOf,
  folder: string,
  report: (error: unknown) => void,
): Promise<void> {
  // A long transaction must not look like a dead process.
  const beat = setInterval(() => {
    void host.neon.$executeRaw`UPDATE import_job SET updated_at = now() WHERE id = ${job.id}`.catch(() => undefined);
  }, 3_000);
  try {
    const actor = await actorOf({ userId: job.askedBy ?? job.createdBy, apiKeyId: job.askedWith });
    if (job.status === "UNDOING") await runUndo(host, job, actor);
    else if (job.status === "CHECKING") await runCheck(host, job, actor, folder);
    else await runCommit(host, job, actor, folder);
  } catch (error) {
    if (error instanceof Refusal && error.code === "UNAVAILABLE") throw error;
    const refusal = error instanceof Refusal ? error : null;
    if (refusal === null) report(error);
    const told = {
      code: refusal?.code ?? "INTERNAL",
      line: null,
      column: null,
      value: null,
      message:
        refusal?.message ??
        (job.status === "UNDOING"
          ? "The undo was stopped by an error on our side. Nothing of it was done; try it again."
          : "The import was stopped by an error on our side. What was written stays; run it again to go on."),
    };
    // What can't be undone stays imported.
    const status = job.status === "UNDOING" ? "DONE" : "FAILED";
    await host.neon.$executeRaw`
      UPDATE import_job SET status = ${status}::import_status, finished_at = now(), error = ${JSON.stringify(told)}::jsonb WHERE id = ${job.id}`;
    host.committed(new Set(["import"]));
  } finally {
    clearInterval(beat);
  }
}

async function claim(neon: NeonPrismaClient): Promise<Job | null> {
  const [claimed] = await neon.$queryRaw<{ id: string }[]>`
    UPDATE import_job SET started_at = now(), updated_at = now() WHERE id = (
      SELECT id FROM import_job WHERE status IN ('CHECKING', 'COMMITTING', 'UNDOING') AND (started_at IS NULL OR updated_at < now() - interval '10 seconds')
        AND NOT EXISTS (SELECT 1 FROM import_job busy WHERE busy.status IN ('CHECKING', 'COMMITTING', 'UNDOING') AND busy.started_at IS NOT NULL AND busy.updated_at >= now() - interval '10 seconds')
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`;
  if (!claimed) return null;
  const row = await neon.importJob.findUniqueOrThrow({ where: { id: claimed.id } });
  return jobRecord.parse({
    ...row,
    mapping: importMapping.safeParse(row.mapping).data ?? null,
    options: importOptions.safeParse(row.options).data ?? importOptions.parse({}),
    counts: jobFacts.safeParse(row.counts).data ?? jobFacts.parse({}),
    error: null,
  });
}
