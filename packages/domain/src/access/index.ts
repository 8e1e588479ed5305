export { createApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
export { assignRole, changeAssignment, requireMayGive, unassignRole } from "./assign-roles.ts";
export { createRole, removeRole, resetRole, updateRole } from "./change-roles.ts";
export { findPeople, listAssignments, listRoles } from "./list-roles.ts";
export { lacking, lockOwnRights, stillGives } from "./own-rights.ts";
