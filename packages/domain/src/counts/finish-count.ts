import type { CountRef, FinishCountInput } from "@invista/contracts/count/count";
import { refuse } from "@invista/contracts/errors";
import { canIn } from "../shared/actor.ts";
import { empty, sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { lockCount, moveCount, record, type CountRecord } from "./count-record.ts";

/**
 * Ends counting. Lines that differ beyond tolerance are counted again by someone else: once, and a third time where the two counts don't agree.
 * When none is left to be counted, the count goes into review.
 */
export async function finishCount(work: NeonWork, input: FinishCountInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["COUNTING", "RECOUNT"], "finish");
  const left = await linesLeft(work, count);
  if (left > 0 && !input.leaveOut) throw refuse("RULE_BROKEN", "count.left", { left });
  if (left > 0) await leaveOut(work, count);
  const again = left > 0 && count.status === "RECOUNT" ? 0 : await askAgain(work, count);
  const counted = await moveCount(work, count, "COUNTED", mainCounter(count));
  const [lines] = await work.tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM stock_count_item WHERE count_id = ${count.id}`;
  if (lines?.n === 0) throw refuse("RULE_BROKEN", "count.nothing");
  record(work, count, "FINISH", { leftOut: left, again });
  announce(work, count, again, counted.version);
  return moveCount(work, { ...count, status: "COUNTED" }, again > 0 ? "RECOUNT" : "IN_REVIEW", empty);
}

async function linesLeft(work: NeonWork, count: CountRecord): Promise<number> {
  const [row] = await work.tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM stock_count_item WHERE count_id = ${count.id} AND pending`;
  return row?.n ?? 0;
}

/** Whoever plans counts decides what is left out; a counter can't make a missing line vanish. A recount left out leaves the count before it. */
async function leaveOut(work: NeonWork, count: CountRecord): Promise<void> {
  if (!canIn(work.actor, "count:create", count.warehouse_id))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "count:create" });
  await work.tx.$executeRaw`DELETE FROM stock_count_item WHERE count_id = ${count.id} AND pending AND attempt = 1`;
  await work.tx.$executeRaw`
    UPDATE stock_count_item SET pending = FALSE, attempt = attempt - 1, version = version + 1 WHERE count_id = ${count.id} AND pending`;
}

/** Lines to be counted once more; two counts that agree on a difference are enough, and so are three. */
async function askAgain(work: NeonWork, count: CountRecord): Promise<number> {
  return work.tx.$executeRaw`
    UPDATE stock_count_item l SET attempt = l.attempt + 1, pending = TRUE, version = l.version + 1
    WHERE l.count_id = ${count.id} AND NOT l.within_tolerance AND l.root_cause IS NULL AND (l.attempt = 1 OR l.attempt = 2 AND EXISTS (
      SELECT FROM stock_count_entry e WHERE e.count_item_id = l.id AND e.attempt = 1 AND e.quantity - l.expected_quantity - e.movements_during <> l.variance))`;
}

function mainCounter(count: CountRecord) {
  return sql`, counted_by = (SELECT e.counted_by FROM stock_count_entry e JOIN stock_count_item l ON l.id = e.count_item_id WHERE l.count_id = ${count.id} AND e.attempt = 1
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)`;
}

function announce(work: NeonWork, count: CountRecord, again: number, version: number): void {
  const to = (permission: "count:count" | "count:approve") => ({
    permission,
    warehouseId: count.warehouse_id,
    except: work.actor.userId,
  });
  const shared = { type: "INFO", link: `/counts/${count.id}`, dedupeKey: `count:${count.id}:${version}` } as const;
  if (again > 0)
    work.notify({
      ...shared,
      to: to("count:count"),
      kind: "count.to_recount",
      title: "To be counted again",
      message: `${count.count_number} needs a second look at ${again === 1 ? "1 line" : `${again} lines`}, by someone who did not count them`,
    });
  else
    work.notify({
      ...shared,
      to: to("count:approve"),
      kind: "count.to_approve",
      title: "Count to approve",
      message: `${count.count_number} was counted; ${work.actor.displayName} finished it`,
    });
}
