import type { Settings } from "@invista/contracts/config/registry";
import {
  countScope,
  MAX_COUNT_LINES,
  type CountPreview,
  type CountRef,
  type CountStepInput,
  type CreateCountInput,
  type PreviewCountInput,
} from "@invista/contracts/count/count";
import { refuse } from "@invista/contracts/errors";
import { requireWarehouse } from "../shared/actor.ts";
import { empty, sql } from "../shared/sql.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { lockCount, moveCount, record, refOf } from "./count-record.ts";
import { BUSY, positionsOf } from "./count-scope.ts";
import { toleranceOf } from "./count-tolerance.ts";

/** How many positions a count of this scope would hold now, and how many others hold already. */
export async function previewCount(
  read: NeonRead,
  input: PreviewCountInput,
  settings: Settings,
): Promise<CountPreview> {
  requireWarehouse(read.actor, input.warehouseId);
  const { prelude, source } = positionsOf(input.warehouseId, input.scope, settings);
  const [row] = await read.db.$queryRaw<CountPreview[]>`
    ${prelude} SELECT count(*) FILTER (WHERE NOT x.busy)::int AS positions, count(DISTINCT x.product_id) FILTER (WHERE NOT x.busy)::int AS products,
      count(DISTINCT x.location) FILTER (WHERE NOT x.busy)::int AS bins, count(*) FILTER (WHERE x.busy)::int AS busy
    FROM (SELECT i.product_id, i.location, ${BUSY} AS busy ${source}) x`;
  return row ?? { positions: 0, products: 0, bins: 0, busy: 0 };
}

/** Plans a count of a warehouse; what it holds is decided when it begins. */
export async function createCount(work: NeonWork, input: CreateCountInput): Promise<CountRef> {
  const { warehouseId, scope, blind, note } = input;
  requireWarehouse(work.actor, warehouseId);
  const warehouse = await work.tx.warehouse.findUnique({ where: { id: warehouseId }, select: { isTransit: true } });
  if (!warehouse || warehouse.isTransit)
    throw refuse("INVALID", "record.referenceUnknown", { entity: "The warehouse" });
  const tolerance = toleranceOf(work.settings, input);
  const count = await work.tx.stockCount.create({
    data: {
      warehouseId,
      scope,
      blind,
      ...tolerance,
      plannedFor: input.plannedFor === null ? null : new Date(input.plannedFor),
      notes: note,
      createdBy: work.actor.userId,
    },
    select: { id: true, countNumber: true, version: true },
  });
  const made = { id: count.id, count_number: count.countNumber, warehouse_id: warehouseId };
  record(work, made, "CREATE", { scope, blind, ...tolerance, plannedFor: input.plannedFor, note });
  return refOf(work, { ...made, status: "PLANNED", version: count.version });
}

/** Begins a count: writes down what each position of its scope holds and the movement that made it so, in one statement. */
export async function startCount(work: NeonWork, input: CountStepInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["PLANNED"], "start");
  const { prelude, source } = positionsOf(count.warehouse_id, countScope.parse(count.scope), work.settings);
  // In the order in which one walks past the bins. A rival that holds a position keeps it.
  const lines = await work.tx.$executeRaw`
    ${prelude} INSERT INTO stock_count_item (count_id, inventory_item_id, expected_quantity, snapshot_seq, line_no)
    SELECT ${count.id}, x.id, x.quantity, x.last_movement_seq, row_number() OVER (ORDER BY x.pick_sequence, x.location, x.sku, x.lot_number, x.id)
    FROM (SELECT i.id, i.quantity, i.last_movement_seq, b.pick_sequence, i.location, p.sku, t.lot_number ${source} AND NOT ${BUSY} LIMIT ${MAX_COUNT_LINES + 1}) x
    ON CONFLICT (inventory_item_id) WHERE is_open DO NOTHING`;
  if (lines === 0) throw refuse("RULE_BROKEN", "count.nothing");
  if (lines > MAX_COUNT_LINES) throw refuse("RULE_BROKEN", "count.tooMany", { max: MAX_COUNT_LINES });
  record(work, count, "START", { lines });
  return moveCount(
    work,
    count,
    "COUNTING",
    sql`, started_at = now(), snapshot_seq = (SELECT max(snapshot_seq) FROM stock_count_item WHERE count_id = ${count.id})`,
  );
}

/** Gives up a count that is not posted; its positions may be counted by others again. */
export async function cancelCount(work: NeonWork, input: CountStepInput): Promise<CountRef> {
  const count = await lockCount(work, input, ["PLANNED", "COUNTING", "COUNTED", "RECOUNT", "IN_REVIEW"], "cancel");
  record(work, count, "CANCEL", { was: count.status });
  return moveCount(work, count, "CANCELLED", empty);
}
