import { z } from "zod";
import { isPermission, PERMISSIONS } from "../permissions.ts";
import { id, idempotencyKey, instant, text } from "../text.ts";
import { warehouseScope } from "./role.ts";

export const listApiKeysInput = z.strictObject({});
export const apiKeyRow = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  warehouseScope: z.array(z.string()),
  rateLimit: z.int(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  state: z.enum(["ACTIVE", "EXPIRED", "REVOKED"]),
});
export type ApiKeyRow = z.infer<typeof apiKeyRow>;
export const listApiKeysOutput = z.object({ rows: z.array(apiKeyRow) });

export const createApiKeyInput = z.strictObject({
  name: text(80, 1),
  scopes: z
    .array(z.string().refine(isPermission, "is not a permission of this version"))
    .min(1, "choose at least one")
    .max(PERMISSIONS.length),
  /** Empty is every warehouse its owner reaches. */
  warehouseScope,
  expiresAt: instant.nullable(),
  /** Calls per minute. */
  rateLimit: z.int().min(1).max(100_000),
  idempotencyKey,
});
export type CreateApiKeyInput = z.infer<typeof createApiKeyInput>;
export const createApiKeyOutput = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  /** Shown once; null when the same request is repeated. */
  key: z.string().nullable(),
});
export type CreateApiKeyOutput = z.infer<typeof createApiKeyOutput>;

export const revokeApiKeyInput = z.strictObject({ id, idempotencyKey });
export type RevokeApiKeyInput = z.infer<typeof revokeApiKeyInput>;
export const revokeApiKeyOutput = z.object({ id: z.string(), name: z.string() });
