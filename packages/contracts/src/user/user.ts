import { z } from "zod";
import { direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { id, idempotencyKey, text, version } from "../text.ts";

export const USER_STATUSES = ["INVITED", "ACTIVE", "SUSPENDED", "DELETED"] as const;
export const userStatus = z.enum(USER_STATUSES);
export type UserStatus = z.infer<typeof userStatus>;

export const userRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  avatar: z.string().nullable(),
  status: userStatus,
  roles: z.array(z.string()),
  mfaEnabled: z.boolean(),
  activeSessions: z.int(),
  openApiKeys: z.int(),
  failedLogins24h: z.int(),
  lastSeenAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.int(),
});
export type UserRow = z.infer<typeof userRow>;

export const listUsersInput = z.strictObject({
  ...pageInput,
  q: searchTerm,
  status: userStatus.optional(),
  role: text(80).optional(),
  mfa: z.enum(["on", "off"]).optional(),
  sort: z.enum(["name", "lastSeenAt"]).default("name"),
  direction,
});
export type ListUsersInput = z.infer<typeof listUsersInput>;
export const listUsersOutput = pageOf(userRow);

export const getUserInput = z.strictObject({ id });
/** One person with the names as they are written, and what gives the rights. */
export const userView = userRow.extend({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  assignments: z.array(
    z.object({
      role: z.string(),
      /** Empty means every warehouse. */
      warehouses: z.array(z.string()),
      expiresAt: z.string().nullable(),
    }),
  ),
});
export type UserView = z.infer<typeof userView>;
export const updateUserInput = z.strictObject({
  id,
  version,
  firstName: text(80, 1),
  lastName: text(80).nullable(),
  idempotencyKey,
});
export type UpdateUserInput = z.infer<typeof updateUserInput>;
export const updatedUserOutput = z.object({ id: z.string(), name: z.string(), version: z.int() });
export const changeUserInput = z.strictObject({ id, version, idempotencyKey });
export type ChangeUserInput = z.infer<typeof changeUserInput>;
/** What the change did, as it was announced. */
export const changeUserOutput = z.object({
  id: z.string(),
  name: z.string(),
  status: userStatus,
  endedSessions: z.int(),
  revokedKeys: z.int(),
});
export type ChangedUser = z.infer<typeof changeUserOutput>;

export const resetMfaInput = z.strictObject({ id, idempotencyKey });
export type ResetMfaInput = z.infer<typeof resetMfaInput>;
