import { refuse } from "@invista/contracts/errors";
import type { LotRef, LotStepInput } from "@invista/contracts/lot/lot";
import type { LotStatus } from "@invista/contracts/lot/trace";
import { can } from "../shared/actor.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { refOf } from "./lot-record.ts";

/** Keeps a lot from being promised until it is released; claims that stand stay. */
export function holdLot(work: NeonWork, input: LotStepInput): Promise<LotRef> {
  return move(work, input, ["RELEASED", "QUARANTINE"], "HOLD", "HOLD");
}

/** Lets a lot be promised and shipped again; out of a recall by whoever may recall. */
export async function releaseLot(work: NeonWork, input: LotStepInput): Promise<LotRef> {
  const from: LotStatus[] = ["HOLD", "QUARANTINE"];
  return move(work, input, can(work.actor, "lot:recall") ? [...from, "RECALLED"] : from, "RELEASED", "RELEASE");
}

/**
 * Calls a lot back: nothing of it is promised or leaves any more, and what orders and transfers had claimed of it and not picked is given
 * back, so that they can be served from another lot. Whoever may recall elsewhere is told.
 */
export async function recallLot(work: NeonWork, input: LotStepInput): Promise<LotRef> {
  const lot = await move(work, input, ["RELEASED", "HOLD", "QUARANTINE"], "RECALLED", "RECALL", releaseClaims);
  work.notify({
    kind: "lot.recalled",
    to: { permission: "lot:update", except: work.actor.userId },
    title: "A lot was recalled",
    message: `Lot ${lot.lotNumber}: ${input.reason}`,
    type: "WARNING",
    link: `/lots/${lot.id}`,
    dedupeKey: work.operationId,
  });
  return lot;
}

async function move(
  work: NeonWork,
  input: LotStepInput,
  from: readonly LotStatus[],
  to: LotStatus,
  action: string,
  before: (work: NeonWork, lotId: string) => Promise<number> = async () => 0,
): Promise<LotRef> {
  const [found] = await work.tx.$queryRaw<{ status: LotStatus; version: number }[]>`
    SELECT status::text AS status, version FROM lot WHERE id = ${input.id} FOR UPDATE`;
  if (!found || found.version !== input.version) throw missingOrStale("Lot", found ?? null, { id: input.id });
  if (!from.includes(found.status))
    throw refuse("RULE_BROKEN", "lot.step", { status: found.status.toLowerCase(), step: action.toLowerCase() });
  const released = await before(work, input.id);
  const lot = await work.tx.lot.update({
    where: { id: input.id },
    data: { status: to, version: { increment: 1 } },
  });
  work.audit({
    action,
    resource: "lots",
    resourceId: lot.id,
    oldValues: { status: found.status },
    newValues: { status: to, reason: input.reason, ...(released > 0 ? { released } : {}) },
  });
  work.touch("stock");
  if (released > 0) work.touch("order");
  return refOf(work, lot, released);
}

/** Items in id order, as every command locks them; a picked claim is in somebody's hands and is for him to put back. */
async function releaseClaims(work: NeonWork, lotId: string): Promise<number> {
  await work.tx.$queryRaw`SELECT id FROM inventory_item WHERE lot_id = ${lotId} ORDER BY id FOR NO KEY UPDATE`;
  return work.tx.$executeRaw`
    UPDATE stock_reservation r SET status = 'RELEASED', operation_id = ${work.operationId}, version = r.version + 1
    FROM inventory_item i WHERE i.id = r.inventory_item_id AND i.lot_id = ${lotId} AND r.status = 'ACTIVE'`;
}
