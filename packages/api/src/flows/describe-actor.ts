import type { Settings } from "@invista/contracts/config/registry";
import type { Me } from "@invista/contracts/session/me";
import type { SessionActor } from "../kit/context.ts";

/** The signed-in person as the SPA needs them: name, roles, permissions, warehouses and limits. */
export function describeActor(actor: SessionActor, settings: Settings): Me {
  return {
    user: { id: actor.userId, email: actor.email, displayName: actor.displayName },
    roles: [...actor.roles],
    permissions: [...actor.permissions],
    warehouses: actor.warehouses === "all" ? "all" : [...actor.warehouses],
    limits: { ...actor.limits },
    aal: actor.aal,
    defaults: {
      currency: settings.get("general.currency"),
      locale: settings.get("general.locale"),
      timeZone: settings.get("general.time_zone"),
    },
  };
}
