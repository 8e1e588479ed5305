import { refuse } from "@invista/contracts/errors";
import { can } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";

/** A command's input, in which the moment at which it happened may be left out. */
export type Backdatable<Input> = Omit<Input, "occurredAt"> & { occurredAt?: string | null };

/** The moment of a movement, for its lines; nothing for now. Refuses who may not book for an earlier moment, and a moment still to come. */
export function occurred(work: NeonWork, at: string | null | undefined): { occurredAt?: string } {
  if (at === null || at === undefined) return {};
  if (!can(work.actor, "stock:backdate"))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "stock:backdate" });
  if (Date.parse(at) > work.now.getTime()) throw refuse("INVALID", "stock.future");
  return { occurredAt: at };
}
