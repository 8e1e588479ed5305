import { createAuthAdmin } from "@invista/auth";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import { refuse } from "@invista/contracts/errors";
import type { Permission } from "@invista/contracts/permissions";
import { neonClient, supabaseClient } from "@invista/db";
import type { ApiHost, Denial, SessionActor } from "../src/kit/context.ts";
import { createCaller } from "../src/root.ts";

/** Someone of a default role, or with just these permissions. */
export function sessionActor(role: string, permissions?: readonly Permission[]): SessionActor {
  const known = DEFAULT_ROLES.find((candidate) => candidate.name === role);
  const held = new Set<Permission>(permissions ?? known?.permissions ?? []);
  return {
    userId: `user-${role.toLowerCase().replaceAll(" ", "-")}`,
    displayName: role,
    email: null,
    roles: [role],
    permissions: held,
    warehouses: "all",
    scopeOf: () => "all",
    limits: {
      maxApprovalAmount: known?.maxApprovalAmount ?? null,
      maxAdjustQty: known?.maxAdjustQty ?? null,
      maxDiscountPct: known?.maxDiscountPct ?? null,
    },
    aal: "aal2",
    hasSecondFactor: true,
    secondFactorAt: new Date(),
    mustSetUpSecondFactor: false,
    sessionLimits: null,
  };
}

/** The host of the API over the test databases; only who asks is given, because tokens are tested in packages/auth. */
export function apiHost(who: SessionActor | null): ApiHost & { denials: Denial[] } {
  const denials: Denial[] = [];
  return {
    neon: neonClient,
    supabase: supabaseClient,
    authAdmin: createAuthAdmin("http://127.0.0.1:1", "no key"),
    mailer: null,
    siteUrl: () => "http://127.0.0.1:4000",
    now: () => new Date(),
    committed: () => undefined,
    authenticate: async () => {
      if (!who) throw refuse("UNAUTHENTICATED", "auth.required");
      return who;
    },
    denied: (denial) => void denials.push(denial),
    watch: async function* () {
      yield [];
    },
    admit: (_kind, work) => work(),
    startedAt: new Date(),
    version: "test",
    denials,
  };
}

/** Calls a procedure by its path with raw input, as the HTTP adapters do. */
export async function call(host: ApiHost, path: string, input: unknown): Promise<unknown> {
  const caller = createCaller({
    host,
    requestId: "test",
    authorization: undefined,
    ip: "127.0.0.1",
    userAgent: "test",
    batch: {},
  });
  const procedure = path.split(".").reduce<unknown>((at, key) => Reflect.get(Object(at), key), caller);
  if (typeof procedure !== "function") throw new Error(`${path} is not a procedure`);
  return procedure(input);
}
