import type { CountRef, NamePiecesInput, RecountLinesInput, ResolveCountInput } from "@invista/contracts/count/count";
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

/** Names the pieces behind a difference: those missing lie in the position, those found in no stock; as many as it is. */
export async function namePieces(work: NeonWork, input: NamePiecesInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["IN_REVIEW"], "name pieces");
  const [line] = await work.tx.$queryRaw<
    { sku: string; tracked: boolean; variance: string; here: number; away: number }[]
  >`
    SELECT p.sku, p.track_serials AS tracked, trim_scale(coalesce(l.variance, 0))::text AS variance,
      (SELECT count(*)::int FROM serial_number s WHERE s.inventory_item_id = i.id AND s.serial = ANY (${input.serials}::text[])) AS here,
      (SELECT count(*)::int FROM serial_number s WHERE s.product_id = p.id AND s.inventory_item_id IS NOT NULL AND s.serial = ANY (${input.serials}::text[])) AS away
    FROM stock_count_item l JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id WHERE l.count_id = ${count.id} AND l.id = ${input.lineId} FOR UPDATE OF l`;
  if (!line) throw refuse("NOT_FOUND", "count.notOnSheet");
  const { sku, variance } = line;
  if (!line.tracked) throw refuse("INVALID", "serial.notTracked", { sku });
  const quantity = variance.replace("-", "");
  if (String(input.serials.length) !== quantity)
    throw refuse("INVALID", "serial.count", { sku, quantity, given: input.serials.length });
  if (variance.startsWith("-") && line.here < input.serials.length)
    throw refuse("INVALID", "count.pieceNotHere", { sku });
  if (!variance.startsWith("-") && line.away > 0) throw refuse("INVALID", "count.pieceInStock", { sku });
  await work.tx
    .$executeRaw`UPDATE stock_count_item SET serials = ${input.serials}::text[], version = version + 1 WHERE id = ${input.lineId}`;
  record(work, count, "NAME_PIECES", { sku, serials: input.serials });
  return moveCount(work, count, "IN_REVIEW", empty);
}

/** Sends lines back to be counted once more, by yet another person. */
export async function recountLines(work: NeonWork, input: RecountLinesInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["IN_REVIEW"], "count again");
  const changed = await work.tx.$executeRaw`
    UPDATE stock_count_item SET attempt = attempt + 1, pending = TRUE, root_cause = NULL, serials = '{}', version = version + 1
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
