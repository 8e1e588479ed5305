import { z } from "zod";
import { pageInput, pageOf } from "../page.ts";
import { newPassword } from "../password.ts";
import { id, idempotencyKey, text } from "../text.ts";

export const INVITATION_STATES = ["OPEN", "EXPIRED", "ACCEPTED", "REVOKED"] as const;
export const invitationState = z.enum(INVITATION_STATES);
export type InvitationState = z.infer<typeof invitationState>;

export const invitationRow = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  /** Empty means every warehouse. */
  warehouses: z.array(z.string()),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: invitationState,
});
export type InvitationRow = z.infer<typeof invitationRow>;

export const listInvitationsInput = z.strictObject({ ...pageInput, state: invitationState.optional() });
export type ListInvitationsInput = z.infer<typeof listInvitationsInput>;
export const listInvitationsOutput = pageOf(invitationRow);

export const MOST_INVITATIONS = 50;
const address = text(255, 3).toLowerCase();

export const inviteInput = z.strictObject({
  /** One address each; every one is judged for itself. */
  emails: z.array(address).min(1).max(MOST_INVITATIONS),
  roleId: id,
  warehouseScope: z.array(id).max(100).default([]),
  /** Absent: as the setting `security.invitation_hours` says. */
  expiresInHours: z.int().min(1).max(720).optional(),
  idempotencyKey,
});
export type InviteInput = z.infer<typeof inviteInput>;

/** What became of one address; the link only where no mail can carry it, and only once. */
export const inviteResult = z.object({
  email: z.string(),
  outcome: z.enum(["INVITED", "ALREADY_MEMBER", "ALREADY_INVITED", "NOT_AN_ADDRESS"]),
  id: z.string().nullable(),
});
export type InviteResult = z.infer<typeof inviteResult>;
export const invitedOutput = z.object({
  results: z.array(inviteResult),
  links: z.array(z.object({ email: z.string(), link: z.string() })).nullable(),
});
export type Invited = z.infer<typeof invitedOutput>;

export const changeInvitationInput = z.strictObject({ id, idempotencyKey });
export type ChangeInvitationInput = z.infer<typeof changeInvitationInput>;
export const revokedInvitationOutput = z.object({ email: z.string() });

/** The secret of an invitation's link. */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "is not an invitation");
export const previewInvitationInput = z.strictObject({ token });
export const invitationPreview = z.object({ email: z.string(), role: z.string(), invitedBy: z.string() });
export const acceptInvitationInput = z.strictObject({
  token,
  firstName: text(80, 1),
  lastName: text(80).nullable(),
  password: newPassword,
});
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>;
export const acceptedOutput = z.object({ email: z.string() });
