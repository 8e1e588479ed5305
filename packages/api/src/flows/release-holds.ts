import { randomUUID } from "node:crypto";
import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { Refusal } from "@invista/contracts/errors";
import { expireHold, findExpiredHolds } from "@invista/domain/orders";
import type { Actor } from "@invista/domain/shared/actor";
import { runCommand, type CommandHost } from "@invista/domain/shared/run-command";

/** What the product does by itself. */
const INVISTA: Actor = {
  userId: "system",
  displayName: "Invista",
  permissions: new Set(),
  warehouses: "all",
  limits: { maxApprovalAmount: null, maxAdjustQty: null, maxDiscountPct: null },
};

/** Gives back the stock of orders that were on hold for too long; answers how many. Someone else's step in between goes first. */
export async function releaseExpiredHolds(host: CommandHost): Promise<number> {
  const days = (host.settings ?? DEFAULT_SETTINGS).get("orders.hold_days");
  let released = 0;
  for (const hold of await findExpiredHolds(host.neon, days, host.now())) {
    const command = { procedure: "order.expireHold", actor: INVISTA, idempotencyKey: randomUUID(), input: hold };
    try {
      await runCommand(host, command, (work) => expireHold(work, hold));
      released++;
    } catch (error) {
      if (!(error instanceof Refusal && ["STALE", "RULE_BROKEN"].includes(error.code))) throw error;
    }
  }
  return released;
}
