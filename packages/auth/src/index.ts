export type { Actor, WarehouseScope } from "./actor.ts";
export { makeApiKey } from "./api-key.ts";
export { authMiddleware, type OperationRequest } from "./auth-middleware.ts";
export { createAuthAdmin } from "./auth-admin.ts";
export {
  createAuthenticator,
  type AuthenticateOptions,
  type Authenticator,
  type AuthenticatorOptions,
} from "./create-authenticator.ts";
export { ensureDefaultRoles } from "./ensure-default-roles.ts";
export { loginUser } from "./login-user.ts";
export { createAuthEventRecorder, type ReportedAuthEvent } from "./record-auth-event.ts";
export { combineGrants, narrowRights, type Rights } from "./rights.ts";
export { TRUST, type TrustTimes } from "./rights-cache.ts";
