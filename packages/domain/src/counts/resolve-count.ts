import type { CountRef, RecountLinesInput, ResolveCountInput } from "@invista/contracts/count/count";
import { refuse } from "@invista/contracts/errors";
import { empty } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { lockCount, moveCount, record } from "./count-record.ts";

/** Names why lines differ. */
export async function resolveCount(work: NeonWork, input: ResolveCountInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["IN_REVIEW"], "explain a difference");
  const changed = await work.tx.$executeRaw`
    UPDATE stock_count_item SET root_cause = ${input.rootCause}, note = coalesce(${input.note}, note), version = version + 1
    WHERE count_id = ${count.id} AND id = ANY (${input.lineIds}::text[])`;
  requireAll(changed, input.lineIds);
  record(work, count, "RESOLVE", { rootCause: input.rootCause, lines: changed, note: input.note });
  return moveCount(work, count, "IN_REVIEW", empty);
}

/** Sends lines back to be counted once more, by yet another person. */
export async function recountLines(work: NeonWork, input: RecountLinesInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["IN_REVIEW"], "count again");
  const changed = await work.tx.$executeRaw`
    UPDATE stock_count_item SET attempt = attempt + 1, pending = TRUE, root_cause = NULL, version = version + 1
    WHERE count_id = ${count.id} AND id = ANY (${input.lineIds}::text[])`;
  requireAll(changed, input.lineIds);
  record(work, count, "RECOUNT", { lines: changed });
  const moved = await moveCount(work, count, "RECOUNT", empty);
  work.notify({
    to: { permission: "count:count", warehouseId: count.warehouse_id, except: work.actor.userId },
    kind: "count.to_recount",
    title: "To be counted again",
    message: `${work.actor.displayName} asks for another look at ${count.count_number}, by someone who did not count it`,
    type: "INFO",
    link: `/counts/${count.id}`,
    dedupeKey: `count:${count.id}:${moved.version}`,
  });
  return moved;
}

function requireAll(changed: number, ids: readonly string[]): void {
  if (changed !== ids.length) throw refuse("NOT_FOUND", "count.notOnSheet");
}
