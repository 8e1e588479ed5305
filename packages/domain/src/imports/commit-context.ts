import { createHash } from "node:crypto";
import type { Actor } from "../shared/actor.ts";
import type { CommandHost } from "../shared/run-command.ts";
import type { Job } from "./job.ts";
import type { ReadPlan } from "./read-plan.ts";

export interface CommitContext {
  readonly host: CommandHost;
  readonly job: Job;
  readonly actor: Actor;
  readonly plan: ReadPlan;
  /** Of mapping, options and profile: a batch is the same batch only when it was read in the same way. */
  readonly readAs: string;
}

/** What the commit of one job works with. */
export function commitContext(host: CommandHost, job: Job, actor: Actor, plan: ReadPlan): CommitContext {
  const how = JSON.stringify([plan.mapping, plan.options, plan.profile, plan.form]);
  return { host, job, actor, plan, readAs: createHash("sha256").update(how).digest("hex").slice(0, 16) };
}
