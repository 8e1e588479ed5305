import { z } from "zod";
import { pageInput, pageOf, searchTerm } from "../page.ts";
import { id, instant, text } from "../text.ts";

export const listAuditInput = z.strictObject({
  ...pageInput,
  q: searchTerm,
  userId: id.optional(),
  action: text(60).optional(),
  resource: text(60).optional(),
  resourceId: text(64).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type ListAuditInput = z.infer<typeof listAuditInput>;
export const auditRow = z.object({
  seq: z.string(),
  at: z.string(),
  userId: z.string().nullable(),
  userName: z.string().nullable(),
  action: z.string(),
  resource: z.string(),
  resourceId: z.string().nullable(),
  operationId: z.string().nullable(),
  oldValues: z.json().nullable(),
  newValues: z.json().nullable(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;
export const listAuditOutput = pageOf(auditRow);

export const verifyAuditInput = z.strictObject({});
export const verifyAuditOutput = z.object({
  ok: z.boolean(),
  rows: z.string(),
  brokenSeq: z.string().nullable(),
  reason: z.string().nullable(),
  /** Heads of the chain that the business database had written down, all compared. */
  witnesses: z.int(),
  /** Operations whose movements and journal were compared with what the trail says of them. */
  operations: z.int(),
  checkedAt: z.string(),
});
export type VerifyAuditOutput = z.infer<typeof verifyAuditOutput>;
