import { z } from "zod";
import { id, idempotencyKey } from "../text.ts";

export const sessionRow = z.object({
  id: z.string(),
  device: z.string().nullable(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  aal: z.string(),
  startedAt: z.string(),
  lastSeenAt: z.string(),
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export const listSessionsInput = z.strictObject({});
export const listSessionsOutput = z.object({ rows: z.array(sessionRow) });
export const listSessionsOfInput = z.strictObject({ userId: id });

export const revokeSessionInput = z.strictObject({ id: z.uuid(), idempotencyKey });
export type RevokeSessionInput = z.infer<typeof revokeSessionInput>;
export const revokeSessionsInput = z.strictObject({ which: z.enum(["others", "all"]), idempotencyKey });
export type RevokeSessionsInput = z.infer<typeof revokeSessionsInput>;
/** Without a session id every session of the person ends. */
export const revokeSessionsOfInput = z.strictObject({ userId: id, sessionId: z.uuid().optional(), idempotencyKey });
export type RevokeSessionsOfInput = z.infer<typeof revokeSessionsOfInput>;
export const revokedOutput = z.object({ ended: z.int() });
export type Revoked = z.infer<typeof revokedOutput>;
