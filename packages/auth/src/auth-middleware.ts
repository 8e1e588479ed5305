import { Refusal, refuse, type Code } from "@invista/contracts/errors";
import { isPermission } from "@invista/contracts/permissions";
import { supabaseClient } from "@invista/db";
import type { Actor } from "./actor.ts";
import { createAuthenticator, type Authenticator } from "./create-authenticator.ts";
import { supabaseSettings } from "./supabase-settings.ts";

export interface OperationRequest {
  readonly headers: { get(name: string): string | null } | Readonly<Record<string, string | string[] | undefined>>;
  /** The permission the request needs. */
  readonly operation: string;
}

let shared: { readonly url: string; readonly authenticator: Authenticator } | undefined;

/**
 * Lets a request pass whose bearer token belongs to a living session with the permission named; answers the user with his
 * roles and the session. Refuses with the message Unauthorized or Forbidden.
 */
export async function authMiddleware(req: OperationRequest) {
  const actor = await sharedAuthenticator()
    .authenticate(authorizationOf(req))
    .catch((error: unknown) => {
      throw error instanceof Refusal && error.code === "UNAUTHENTICATED" ? worded(error, "Unauthorized") : error;
    });
  const user = await supabaseClient.user.findUnique({
    where: { id: actor.userId },
    include: { userRoles: { include: { role: true } } },
  });
  if (!user) throw worded(refuse("UNAUTHENTICATED", "auth.userInactive"), "Unauthorized");
  if (!isPermission(req.operation) || !actor.permissions.has(req.operation)) {
    throw worded(refuse("FORBIDDEN", "permission.missing", { permission: req.operation }), "Forbidden");
  }
  return { user, session: sessionOf(actor), actor };
}

function sessionOf(actor: Actor) {
  return { id: actor.sessionId ?? null, aal: actor.aal, user: { id: actor.userId, email: actor.email } };
}

/** Made from the environment at first use; without LISTEN, so that it holds no connection of its own. */
function sharedAuthenticator(): Authenticator {
  const { url } = supabaseSettings();
  if (shared?.url !== url)
    shared = { url, authenticator: createAuthenticator({ supabaseUrl: url, supabase: supabaseClient }) };
  return shared.authenticator;
}

function authorizationOf({ headers }: OperationRequest): string | undefined {
  if (hasGet(headers)) return headers.get("authorization") ?? undefined;
  const value = headers.authorization;
  return typeof value === "string" ? value : undefined;
}

function hasGet(headers: OperationRequest["headers"]): headers is { get(name: string): string | null } {
  return "get" in headers && typeof headers.get === "function";
}

function worded(refusal: Refusal, message: "Unauthorized" | "Forbidden"): Refusal & { readonly code: Code } {
  refusal.message = message;
  return refusal;
}
