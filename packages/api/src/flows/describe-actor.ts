import type { Settings } from "@invista/contracts/config/registry";
import type { Me } from "@invista/contracts/session/me";
import type { SupabasePrismaClient } from "@invista/db";
import { getProfile } from "@invista/domain/identity";
import type { SessionActor } from "../kit/context.ts";

/** The signed-in person as the SPA needs him: name, roles, permissions, warehouses, limits and how he wants to see things. */
export async function describeActor(
  supabase: SupabasePrismaClient,
  actor: SessionActor,
  settings: Settings,
): Promise<Me> {
  const { firstName, lastName, avatar, display } = await getProfile(supabase, actor.userId);
  // Read here, because rights may be a minute old and a person sees a new name at once.
  const displayName = [firstName, lastName].filter(Boolean).join(" ") || actor.displayName;
  return {
    user: { id: actor.userId, email: actor.email, displayName, avatar },
    roles: [...actor.roles],
    permissions: [...actor.permissions],
    warehouses: actor.warehouses === "all" ? "all" : [...actor.warehouses],
    limits: { ...actor.limits },
    aal: actor.aal,
    defaults: {
      currency: settings.get("general.currency"),
      locale: settings.get("general.locale"),
      timeZone: settings.get("general.time_zone"),
      invitationHours: settings.get("security.invitation_hours"),
    },
    hasSecondFactor: actor.hasSecondFactor,
    mustSetUpSecondFactor: actor.mustSetUpSecondFactor,
    session: {
      idleMinutes: actor.sessionLimits ? Math.ceil(actor.sessionLimits.idleMinutes) : null,
      endsAt: actor.sessionLimits?.endsAt.toISOString() ?? null,
    },
    display,
  };
}
