import { refuse } from "@invista/contracts/errors";
import type {
  MovedStockOutput,
  MoveStockInput,
  QuarantineStockInput,
  ReleaseStockInput,
  ScrapStockInput,
} from "@invista/contracts/stock/move-stock";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { binsOf, firstQuarantine, isHeld, isQuarantine, shownBin, type Held } from "./bins.ts";
import type { MovementLine } from "./movement-line.ts";
import { occurred, type Backdatable } from "./occurred.ts";
import { postMovements } from "./post-movements.ts";

type Moved = Backdatable<Omit<MoveStockInput, "toLocation">>;
type PairType = "PUTAWAY" | "QUARANTINE_IN" | "QUARANTINE_OUT";

/** Moves a quantity from one bin to another of the same warehouse and kind; held stock is moved by quarantine and release, which the posting sees to. */
export async function moveStock(work: NeonWork, input: Backdatable<MoveStockInput>): Promise<MovedStockOutput> {
  requireWarehouse(work.actor, input.warehouseId);
  requireTwoBins(input.location, input.toLocation);
  return post(work, input, "MOVE", "PUTAWAY", input.toLocation, null);
}

/** Refuses to move something to where it lies. */
export function requireTwoBins(from: string, to: string | null): void {
  if (from === to) throw refuse("INVALID", "stock.sameBin", { location: shownBin(from) });
}

/** Puts a quantity into a quarantine bin, where it is no longer available; refuses what is reserved. */
export async function quarantineStock(
  work: NeonWork,
  input: Backdatable<QuarantineStockInput>,
): Promise<MovedStockOutput> {
  const bins = await twoBins(work, input.warehouseId, input.location, input.toLocation);
  const to = input.toLocation ?? firstQuarantine(bins);
  if (to === null) throw refuse("RULE_BROKEN", "stock.noQuarantineBin");
  if (!isQuarantine(bins, to)) throw refuse("INVALID", "stock.notQuarantine", { location: shownBin(to) });
  if (isHeld(bins, input.location))
    throw refuse("RULE_BROKEN", "stock.heldAlready", { location: shownBin(input.location) });
  return post(work, input, "QUARANTINE", "QUARANTINE_IN", to, input.reason);
}

/** Takes a quantity out of a quarantine bin into one that sells. */
export async function releaseStock(work: NeonWork, input: Backdatable<ReleaseStockInput>): Promise<MovedStockOutput> {
  const bins = await twoBins(work, input.warehouseId, input.location, input.toLocation);
  if (!isQuarantine(bins, input.location))
    throw refuse("INVALID", "stock.notQuarantine", { location: shownBin(input.location) });
  if (isHeld(bins, input.toLocation))
    throw refuse("INVALID", "stock.notSellable", { location: shownBin(input.toLocation) });
  return post(work, input, "RELEASE", "QUARANTINE_OUT", input.toLocation, null);
}

/** Takes a quantity out of stock for good; its value becomes a loss. Refuses what is reserved. */
export async function scrapStock(work: NeonWork, input: Backdatable<ScrapStockInput>): Promise<MovedStockOutput> {
  requireWarehouse(work.actor, input.warehouseId);
  requireWithin(work.actor.limits.maxAdjustQty, input.quantity);
  const out = await postMovements(work, [
    {
      ...positionOf(input),
      type: "SCRAP",
      quantity: `-${input.quantity}`,
      reasonCode: input.reason,
      serials: input.serials,
      ...occurred(work, input.occurredAt),
    },
  ]);
  return record(work, input, "SCRAP", out, null);
}

async function twoBins(work: NeonWork, warehouseId: string, from: string, to: string | null) {
  const bins = await binsOf(work, warehouseId, to === null ? [from] : [from, to]);
  requireTwoBins(from, to);
  return bins;
}

function positionOf({ productId, warehouseId, location, lotId }: Held): Omit<MovementLine, "type" | "quantity"> {
  return { productId, warehouseId, location, lotId };
}

async function post(
  work: NeonWork,
  input: Moved,
  action: string,
  type: PairType,
  toLocation: string,
  reasonCode: string | null,
): Promise<MovedStockOutput> {
  const line = { ...positionOf(input), type, reasonCode, ...occurred(work, input.occurredAt) };
  const posted = await postMovements(work, [
    { ...line, quantity: `-${input.quantity}`, serials: input.serials },
    { ...line, location: toLocation, quantity: input.quantity },
  ]);
  return record(work, input, action, posted, toLocation);
}

function record(
  work: NeonWork,
  input: Moved & { reason?: string },
  action: string,
  posted: Awaited<ReturnType<typeof postMovements>>,
  toLocation: string | null,
): MovedStockOutput {
  const out = posted.findLast((line) => line.line === 1);
  const into = posted.findLast((line) => line.line === 2);
  if (!out) throw new Error("post_movements answered nothing");
  const { productId, warehouseId, location, lotId, quantity, note } = input;
  work.audit({
    action,
    resource: "inventory_items",
    resourceId: out.inventory_item_id,
    newValues: {
      productId,
      warehouseId,
      location,
      lotId,
      quantity,
      note,
      toLocation,
      reason: input.reason ?? null,
      ...(input.serials ? { serials: input.serials } : {}),
      ...(input.occurredAt ? { occurredAt: input.occurredAt } : {}),
    },
  });
  return {
    operationId: work.operationId,
    productId,
    warehouseId,
    quantity,
    from: { location, quantity: out.balance_after },
    to: into && toLocation !== null ? { location: toLocation, quantity: into.balance_after } : null,
  };
}
