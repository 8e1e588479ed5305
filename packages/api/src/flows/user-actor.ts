import { refuse } from "@invista/contracts/errors";
import { isPermission } from "@invista/contracts/permissions";
import type { NeonPrismaClient, SupabasePrismaClient } from "@invista/db";
import type { Actor } from "@invista/domain/shared/actor";
import type { CommandHost } from "@invista/domain/shared/run-command";

/** The actor that a user id stands for; throws "Invalid user reference" when no such user is active. */
export async function userActor(supabase: SupabasePrismaClient, userId: string): Promise<Actor> {
  const user = await supabase.user.findUnique({
    where: { id: userId },
    include: { profile: true, userRoles: { include: { role: true } } },
  });
  if (!user || user.status !== "ACTIVE") throw refuse("INVALID", "user.unknown", { userId });
  return {
    userId,
    displayName:
      [user.profile?.firstName, user.profile?.lastName].filter(Boolean).join(" ") ||
      (user.email.split("@", 1)[0] ?? ""),
    permissions: new Set(user.userRoles.flatMap(({ role }) => role.permissions.filter(isPermission))),
    warehouses: "all",
    limits: { maxApprovalAmount: null, maxAdjustQty: null, maxDiscountPct: null },
  };
}

/** The host of commands that are called as plain functions: delivery finds their events by its own poll. */
export function processHost(neon: NeonPrismaClient): CommandHost {
  return { neon, now: () => new Date(), committed: () => undefined };
}
