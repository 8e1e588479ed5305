import { createHash, randomBytes } from "node:crypto";
import { refuse } from "@invista/contracts/errors";
import type { ChangeInvitationInput, InviteInput, InviteResult } from "@invista/contracts/invitation/invitation";
import { requireMayGive } from "../access/index.ts";
import type { IdentityWork } from "../shared/identity-work.ts";

const HOUR = 3_600_000;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** An invitation's mail: the secret is in it and nowhere else. */
export interface InvitationMail {
  readonly email: string;
  readonly role: string;
  readonly token: string;
  readonly expiresAt: string;
}

export interface Invitations {
  readonly results: InviteResult[];
  readonly mails: InvitationMail[] | null;
}

/**
 * Invites people to a role in warehouses, each address judged for itself; nobody promises what he may not give. Those
 * invited appear in the team at once and get their rights when they accept.
 */
export async function invite(work: IdentityWork, input: InviteInput, usualHours: number): Promise<Invitations> {
  const role = await requireMayGive(work, input.roleId, input.warehouseScope);
  const expiresAt = new Date(work.now.getTime() + (input.expiresInHours ?? usualHours) * HOUR);
  const mails: InvitationMail[] = [];
  const results: InviteResult[] = [];
  for (const email of new Set(input.emails)) {
    const made = await inviteOne(work, input, email, expiresAt);
    results.push({ email, outcome: made.outcome, id: made.id ?? null });
    if (made.token) mails.push({ email, role, token: made.token, expiresAt: expiresAt.toISOString() });
  }
  work.audit({
    action: "INVITE",
    resource: "team_invitations",
    resourceId: results.find(({ id }) => id !== null)?.id ?? input.roleId,
    newValues: { role, warehouseScope: input.warehouseScope, results },
  });
  work.touch("access");
  return { results, mails };
}

/** A new link for an open or expired invitation; the old one is worth nothing from now on. */
export async function resendInvitation(
  work: IdentityWork,
  input: ChangeInvitationInput,
  usualHours: number,
): Promise<{ mails: InvitationMail[] | null; email: string }> {
  const invitation = await openInvitation(work, input.id);
  const role = await requireMayGive(work, invitation.roleId, invitation.warehouseScope);
  const token = newToken();
  const expiresAt = new Date(work.now.getTime() + usualHours * HOUR);
  await work.tx.teamInvitation.update({
    where: { id: invitation.id },
    data: { tokenHash: hashOf(token), expiresAt, invitedBy: work.actor.userId },
  });
  work.audit({
    action: "RESEND",
    resource: "team_invitations",
    resourceId: invitation.id,
    newValues: { email: invitation.email, role },
  });
  work.touch("access");
  const mail = { email: invitation.email, role, token, expiresAt: expiresAt.toISOString() };
  return { mails: [mail], email: invitation.email };
}

/** Takes an invitation back: its link is dead, and who was invited leaves the team list. */
export async function revokeInvitation(work: IdentityWork, input: ChangeInvitationInput): Promise<{ email: string }> {
  const invitation = await openInvitation(work, input.id);
  await work.tx.teamInvitation.update({ where: { id: invitation.id }, data: { revokedAt: work.now } });
  await work.tx.user.deleteMany({ where: { email: invitation.email, status: "INVITED" } });
  work.audit({
    action: "REVOKE",
    resource: "team_invitations",
    resourceId: invitation.id,
    oldValues: { email: invitation.email },
  });
  work.touch("access");
  return { email: invitation.email };
}

/** Takes back what someone promised and nobody has accepted yet, so that he opens no door to himself; answers how many. */
export async function revokeInvitationsOf(work: IdentityWork, inviterId: string): Promise<number> {
  const revoked = await work.tx.teamInvitation.updateManyAndReturn({
    where: { invitedBy: inviterId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: work.now },
    select: { email: true },
  });
  const emails = revoked.map(({ email }) => email);
  await work.tx.user.deleteMany({ where: { email: { in: emails }, status: "INVITED" } });
  return revoked.length;
}

/** What the database keeps of an invitation's secret. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

async function inviteOne(
  work: IdentityWork,
  input: InviteInput,
  email: string,
  expiresAt: Date,
): Promise<{ outcome: InviteResult["outcome"]; id?: string; token?: string }> {
  if (!ADDRESS.test(email)) return { outcome: "NOT_AN_ADDRESS" };
  await work.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`invite:${email}`}, 0))`;
  const [member] = await work.tx.$queryRaw<{ status: string; waits: boolean }[]>`
    SELECT status::text AS status, status = 'ACTIVE' AND NOT EXISTS (SELECT FROM user_role ur WHERE ur.user_id = u.id) AS waits
    FROM "user" u WHERE lower(email) = ${email}`;
  if (member && member.status !== "INVITED" && !member.waits) return { outcome: "ALREADY_MEMBER" };
  await work.tx.$executeRaw`
    UPDATE team_invitation SET revoked_at = ${work.now}::timestamptz
    WHERE lower(email) = ${email} AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at <= ${work.now}::timestamptz`;
  const open = await work.tx.teamInvitation.count({ where: { email, acceptedAt: null, revokedAt: null } });
  if (open > 0) return { outcome: "ALREADY_INVITED" };
  const [id, token] = [work.newId(), newToken()];
  await work.tx.teamInvitation.create({
    data: {
      id,
      email,
      roleId: input.roleId,
      warehouseScope: input.warehouseScope,
      tokenHash: hashOf(token),
      invitedBy: work.actor.userId,
      expiresAt,
    },
  });
  if (!member) await work.tx.user.create({ data: { id: work.newId(), email, status: "INVITED" } });
  return { outcome: "INVITED", id, token };
}

async function openInvitation(work: IdentityWork, id: string) {
  await work.tx.$executeRaw`SELECT 1 FROM team_invitation WHERE id = ${id} FOR UPDATE`;
  const invitation = await work.tx.teamInvitation.findUnique({ where: { id } });
  if (!invitation) throw refuse("NOT_FOUND", "record.notFound", { entity: "Invitation" });
  const state = invitation.acceptedAt ? "accepted" : invitation.revokedAt ? "revoked" : null;
  if (state) throw refuse("RULE_BROKEN", "invitation.closed", { state });
  return invitation;
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}
