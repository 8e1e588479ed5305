import { DEFAULT_SETTINGS, type Settings } from "@invista/contracts/config/registry";
import { Refusal, refuse } from "@invista/contracts/errors";
import type { AcceptInvitationInput } from "@invista/contracts/invitation/invitation";
import { weaknessOf } from "@invista/contracts/password";
import type { SupabasePrismaClient } from "@invista/db";
import { stillGives } from "../access/index.ts";
import type { AuthAdmin } from "../shared/auth-admin.ts";
import { sql } from "../shared/identity-sql.ts";
import type { IdentityWork, SupabaseTx } from "../shared/identity-work.ts";
import { hashOf } from "./invite.ts";
import { NAME } from "./person.ts";

export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly roleId: string;
  readonly warehouseScope: string[];
  readonly invitedBy: string;
  readonly invitedById: string;
  /** The invited person's account. */
  readonly userId: string;
}

/** Who was invited, and who signed up by himself and waits for a role. */
const MAY_ACCEPT = sql`(invited.status = 'INVITED' OR (invited.status = 'ACTIVE' AND NOT EXISTS (SELECT FROM user_role held WHERE held.user_id = invited.id)))`;

/** The open invitation a link leads to; reading it, as mail scanners do, uses nothing up. */
export async function findInvitation(
  db: Pick<SupabasePrismaClient, "$queryRaw"> | SupabaseTx,
  token: string,
  now: Date,
  forUpdate = false,
): Promise<OpenInvitation> {
  const [found] = await db.$queryRaw<OpenInvitation[]>`
    SELECT i.id, i.email, r.name AS role, i.role_id AS "roleId", i.warehouse_scope AS "warehouseScope", invited.id AS "userId",
      coalesce(${NAME}, 'Invista') AS "invitedBy", i.invited_by AS "invitedById"
    FROM team_invitation i JOIN role r ON r.id = i.role_id JOIN "user" invited ON lower(invited.email) = lower(i.email) AND ${MAY_ACCEPT}
    LEFT JOIN "user" u ON u.id = i.invited_by LEFT JOIN profile p ON p.user_id = u.id
    WHERE i.token_hash = ${hashOf(token)} AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ${now}::timestamptz
    ${forUpdate ? sql`FOR UPDATE OF i` : sql``}`;
  if (!found) throw refuse("NOT_FOUND", "invitation.unknown");
  return found;
}

/**
 * Accepts an invitation once, however often its link is used at a time, and only while its inviter may still give what it
 * promises: the account gets its password, the person a name and the role in force. The row stays locked meanwhile, so that a second use finds nothing open.
 */
export async function acceptInvitation(
  work: IdentityWork,
  input: AcceptInvitationInput,
  authAdmin: AuthAdmin,
  settings: Settings,
): Promise<{ email: string }> {
  const invitation = await findInvitation(work.tx, input.token, work.now, true);
  const { userId, email } = invitation;
  if (!(await stillGives(work, invitation.invitedById, invitation.roleId, invitation.warehouseScope)))
    throw refuse("NOT_FOUND", "invitation.unknown");
  const weakness = weaknessOf(input.password, [input.firstName, input.lastName ?? "", email]);
  if (weakness)
    throw refuse("INVALID", "password.weak", { weakness, issues: { password: weakness }, fields: ["password"] });
  await openAccount(work, authAdmin, { id: userId, email, password: input.password });
  await work.tx.teamInvitation.update({ where: { id: invitation.id }, data: { acceptedAt: work.now } });
  await work.tx.user.update({ where: { id: userId }, data: { status: "ACTIVE", version: { increment: 1 } } });
  const names = { firstName: input.firstName, lastName: input.lastName };
  const locale = settings.get("general.locale");
  const region = locale === DEFAULT_SETTINGS.get("general.locale") ? {} : { locale, preferences: { ownLocale: true } };
  await work.tx.profile.upsert({ where: { userId }, create: { userId, ...names, ...region }, update: names });
  await giveRole(work, invitation);
  work.audit({
    action: "ACCEPT",
    resource: "team_invitations",
    resourceId: invitation.id,
    newValues: { email, role: invitation.role },
  });
  work.touch("access");
  return { email };
}

/**
 * The invited person's account. Where someone signed up with the address before and was never let in, that account is
 * worth nothing: whoever reads the address's mail begins anew.
 */
async function openAccount(work: IdentityWork, authAdmin: AuthAdmin, account: Parameters<AuthAdmin["openAccount"]>[0]) {
  try {
    await authAdmin.openAccount(account);
  } catch (error) {
    if (!(error instanceof Refusal) || error.rule !== "record.duplicate") throw error;
    const other = await authAdmin.accountOf(account.email);
    if (!other || (await work.tx.user.count({ where: { id: other } })) > 0) throw error;
    await authAdmin.deleteUser(other);
    await authAdmin.openAccount(account);
  }
}

/** The role that was promised; where he was given it by hand meanwhile, that stands while it lasts. */
async function giveRole(work: IdentityWork, { userId, roleId, warehouseScope, invitedById }: OpenInvitation) {
  const given = { warehouseScope, grantedBy: invitedById, expiresAt: null };
  const renewed = await work.tx.userRole.updateMany({
    where: { userId, roleId, expiresAt: { lte: work.now } },
    data: given,
  });
  if (renewed.count === 0)
    await work.tx.userRole.createMany({ data: { userId, roleId, ...given }, skipDuplicates: true });
}
