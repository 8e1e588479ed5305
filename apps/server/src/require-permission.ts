import type { ApiHost, Context, SessionActor } from "@invista/api/kit/context";
import { refuse } from "@invista/contracts/errors";
import type { Permission } from "@invista/contracts/permissions";

/** Who reads or sends a file; refuses whoever lacks the permission, as a procedure would. */
export async function requirePermission(
  host: ApiHost,
  context: Context,
  procedure: string,
  permission: Permission,
  intent: "read" | "write" = "read",
): Promise<SessionActor> {
  const actor = await host.authenticate(context.authorization, {
    fresh: false,
    intent,
    procedure,
    ip: context.ip,
    userAgent: context.userAgent,
  });
  if (actor.permissions.has(permission)) return actor;
  host.denied({
    userId: actor.userId,
    procedure,
    permission,
    rule: "permission.missing",
    ip: context.ip,
    apiKeyId: actor.apiKeyId,
    sessionId: actor.sessionId,
  });
  throw refuse("FORBIDDEN", "permission.missing", { permission });
}
