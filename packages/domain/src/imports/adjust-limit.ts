import { refuse } from "@invista/contracts/errors";
import { compare } from "@invista/contracts/quantity";
import type { Actor } from "../shared/actor.ts";
import { RowError } from "./file-error.ts";

/** What speaks against a difference above what the person's role may adjust at once: the sentence of an adjustment by hand. */
export function aboveLimit(actor: Actor, delta: string): RowError | null {
  const limit = actor.limits.maxAdjustQty;
  const amount = delta.replace("-", "");
  if (limit === null || compare(amount, limit) <= 0) return null;
  return new RowError(
    "ABOVE_LIMIT",
    "quantity",
    amount,
    refuse("FORBIDDEN", "permission.limit", { limit, amount }).message,
  );
}
