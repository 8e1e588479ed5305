import { refuse } from "@invista/contracts/errors";
import type {
  Codes,
  ConfirmFactorInput,
  MfaView,
  RemoveFactorInput,
  RenameFactorInput,
  RecoverInput,
} from "@invista/contracts/mfa/mfa";
import type { ResetMfaInput } from "@invista/contracts/user/user";
import type { SupabasePrismaClient } from "@invista/db";
import type { IdentityWork, SupabaseTx } from "../shared/identity-work.ts";
import { endSessions } from "./end-sessions.ts";
import { notifyPerson } from "./notify-person.ts";
import { requireNotAbove, requireOther, requirePerson } from "./person.ts";
import { REFUSED, replaceCodes, takeCode } from "./recovery-codes.ts";

interface StoredFactor {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** A person's confirmed authenticators under the names he gave them, and how many recovery codes are left. */
export async function getMfa(supabase: SupabasePrismaClient, userId: string): Promise<MfaView> {
  const [factors, codesLeft, requiredBy] = await Promise.all([
    listFactors(supabase, userId),
    supabase.mfaRecoveryCode.count({ where: { userId, usedAt: null } }),
    requiringRoles(supabase, userId),
  ]);
  return { factors: factors.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), codesLeft, requiredBy };
}

/** Takes note of an authenticator that the auth server confirmed; who has no recovery codes gets ten. */
export async function confirmFactor(work: IdentityWork, input: ConfirmFactorInput): Promise<Codes> {
  const { userId } = work.actor;
  const factors = await listFactors(work.tx, userId);
  if (!factors.some(({ id }) => id === input.factorId)) throw refuse("RULE_BROKEN", "mfa.notConfirmed");
  const named = { friendlyName: input.name, verifiedAt: work.now };
  await work.tx.mfaFactor.upsert({
    where: { authFactorId: input.factorId },
    create: { userId, authFactorId: input.factorId, ...named },
    update: named,
  });
  await requirePerson(work, userId);
  const hasCodes = (await work.tx.mfaRecoveryCode.count({ where: { userId, usedAt: null } })) > 0;
  const codes = hasCodes ? null : await replaceCodes(work, userId);
  work.audit({
    action: "CONFIRM",
    resource: "mfa_factors",
    resourceId: input.factorId,
    newValues: { name: input.name, newCodes: codes !== null },
  });
  // The database tells it where it hears of schema auth, so that nobody gets around it by not calling this.
  await notifyPerson(work, userId, {
    title: "An authenticator was set up",
    message: `${input.name} now gives codes for signing in. If this was not you, tell an administrator at once.`,
    type: "INFO",
    dedupeKey: `factor:${input.factorId}`,
  });
  work.touch("access");
  return { codes };
}

/** Gives one of the caller's authenticators another name. */
export async function renameFactor(work: IdentityWork, input: RenameFactorInput): Promise<{ factors: number }> {
  const { factors, factor } = await ownFactor(work, input.factorId);
  const named = { friendlyName: input.name };
  await work.tx.mfaFactor.upsert({
    where: { authFactorId: factor.id },
    create: { userId: work.actor.userId, authFactorId: factor.id, verifiedAt: factor.createdAt, ...named },
    update: named,
  });
  work.audit({
    action: "UPDATE",
    resource: "mfa_factors",
    resourceId: factor.id,
    oldValues: { name: factor.name },
    newValues: { name: input.name },
  });
  return { factors: factors.length };
}

/**
 * Forgets one of the caller's authenticators; with the last one the recovery codes go. The last one stays while a role
 * demands it. The auth server deletes its part after the commit.
 */
export async function removeFactor(work: IdentityWork, input: RemoveFactorInput): Promise<{ factors: number }> {
  const { userId } = work.actor;
  await requirePerson(work, userId);
  const { factors, factor } = await ownFactor(work, input.factorId);
  const left = factors.length - 1;
  if (left === 0) {
    const roles = await requiringRoles(work.tx, userId);
    if (roles.length > 0) throw refuse("RULE_BROKEN", "mfa.required", { roles });
    await work.tx.mfaRecoveryCode.deleteMany({ where: { userId } });
  }
  await work.tx.mfaFactor.deleteMany({ where: { authFactorId: factor.id } });
  work.audit({
    action: "DELETE",
    resource: "mfa_factors",
    resourceId: factor.id,
    oldValues: { name: factor.name },
    newValues: { left },
  });
  await notifyPerson(work, userId, {
    title: "An authenticator was removed",
    message: `${factor.name} no longer gives codes for signing in. If this was not you, tell an administrator at once.`,
    type: "WARNING",
  });
  work.touch("access");
  return { factors: left };
}

/** Ten new recovery codes; the old ones are worth nothing from now on. */
export async function regenerateCodes(work: IdentityWork): Promise<Codes> {
  if ((await listFactors(work.tx, work.actor.userId)).length === 0) throw refuse("RULE_BROKEN", "mfa.notConfirmed");
  const codes = await replaceCodes(work, work.actor.userId);
  work.audit({ action: "REGENERATE", resource: "mfa_recovery_codes", resourceId: work.actor.userId });
  return { codes };
}

export interface Recovery {
  readonly accepted: boolean;
  /** What the auth server must delete now. */
  readonly factorIds: readonly string[];
}

/** Uses a recovery code: every authenticator goes, and the person must set one up before he may do anything else. */
export async function recoverWithCode(work: IdentityWork, input: RecoverInput): Promise<Recovery> {
  const { userId } = work.actor;
  const accepted = await takeCode(work, input.code);
  const factors = accepted ? await listFactors(work.tx, userId) : [];
  work.audit({
    action: accepted ? "RECOVER" : REFUSED,
    resource: "mfa_recovery_codes",
    resourceId: userId,
    newValues: { removedFactors: factors.length },
  });
  if (accepted) {
    await work.tx.mfaFactor.deleteMany({ where: { userId } });
    await work.tx.mfaRecoveryCode.deleteMany({ where: { userId, usedAt: null } });
    await notifyPerson(work, userId, {
      title: "A recovery code was used",
      message: "Your authenticators were removed. If this was not you, tell an administrator at once.",
      type: "WARNING",
    });
    work.touch("access");
  }
  return { accepted, factorIds: factors.map(({ id }) => id) };
}

/** Takes all authenticators and codes from someone who lost them, and ends his sessions. */
export async function resetMfa(work: IdentityWork, input: ResetMfaInput): Promise<{ factorIds: readonly string[] }> {
  const person = await requirePerson(work, input.id);
  requireOther(work, person);
  await requireNotAbove(work, person);
  const factors = await listFactors(work.tx, person.id);
  await work.tx.mfaFactor.deleteMany({ where: { userId: person.id } });
  await work.tx.mfaRecoveryCode.deleteMany({ where: { userId: person.id } });
  const endedSessions = await endSessions(work, person.id);
  work.audit({
    action: "RESET_MFA",
    resource: "users",
    resourceId: person.id,
    newValues: { removedFactors: factors.length, endedSessions },
  });
  await notifyPerson(work, person.id, {
    title: "Your two-factor sign-in was reset",
    message: `${work.actor.displayName} removed your authenticators. Set one up again; if you did not ask for this, tell an administrator at once.`,
    type: "WARNING",
  });
  work.touch("access");
  return { factorIds: factors.map(({ id }) => id) };
}

async function ownFactor(work: IdentityWork, factorId: string) {
  const factors = await listFactors(work.tx, work.actor.userId);
  const factor = factors.find(({ id }) => id === factorId);
  if (!factor) throw refuse("NOT_FOUND", "record.notFound", { entity: "Authenticator" });
  return { factors, factor };
}

function listFactors(db: Pick<SupabaseTx, "$queryRaw">, userId: string): Promise<StoredFactor[]> {
  return db.$queryRaw<StoredFactor[]>`
    SELECT f.id::text AS id, coalesce(nullif(m.friendly_name, ''), nullif(f.friendly_name, ''), 'Authenticator') AS name, f.created_at AS "createdAt"
    FROM auth.mfa_factors f LEFT JOIN mfa_factor m ON m.auth_factor_id = f.id::text
    WHERE f.user_id::text = ${userId} AND f.status::text = 'verified' ORDER BY f.created_at, f.id`;
}

async function requiringRoles(db: Pick<SupabaseTx, "$queryRaw">, userId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT r.name FROM user_role ur JOIN role r ON r.id = ur.role_id AND r.requires_mfa
    WHERE ur.user_id = ${userId} AND coalesce(ur.expires_at > now(), true) ORDER BY r.name`;
  return rows.map(({ name }) => name);
}
