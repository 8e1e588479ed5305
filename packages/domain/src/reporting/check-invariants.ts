import type { InvariantReport } from "@invista/contracts/dashboard/dashboard";
import type { NeonRead } from "../shared/work.ts";

/** Compares ledger, stock, reservations, order lines, cost layers and journal in the database; every rule must have no violations. */
export async function checkInvariants(read: Pick<NeonRead, "db" | "now">): Promise<InvariantReport> {
  const rules = await read.db.$queryRaw<
    InvariantReport["rules"]
  >`SELECT rule, violations::int AS violations, sample FROM check_invariants()`;
  return { ok: rules.every((rule) => rule.violations === 0), checkedAt: read.now.toISOString(), rules };
}
