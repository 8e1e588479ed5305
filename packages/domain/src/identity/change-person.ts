import { refuse } from "@invista/contracts/errors";
import type { ChangedUser, ChangeUserInput, UpdateUserInput, UserStatus } from "@invista/contracts/user/user";
import type { IdentityWork } from "../shared/identity-work.ts";
import { missingOrStale } from "../shared/stale.ts";
import { endSessions } from "./end-sessions.ts";
import { revokeInvitationsOf } from "./invite.ts";
import { requireNotAbove, requireOther, requirePerson, type Person } from "./person.ts";

/** Shuts someone out at once: sessions end, keys stop and whom he invited stays out; roles stay for the day he comes back. */
export async function suspendPerson(work: IdentityWork, input: ChangeUserInput): Promise<ChangedUser> {
  const person = await personToChange(work, input, ["ACTIVE"]);
  await setStatus(work, person, "SUSPENDED");
  const endedSessions = await endSessions(work, person.id);
  const revokedInvitations = await revokeInvitationsOf(work, person.id);
  return changed(work, person, "SUSPEND", { status: "SUSPENDED", endedSessions, revokedKeys: 0 }, revokedInvitations);
}

/** Lets a suspended person in again, with the roles he had. */
export async function reactivatePerson(work: IdentityWork, input: ChangeUserInput): Promise<ChangedUser> {
  const person = await personToChange(work, input, ["SUSPENDED"]);
  await setStatus(work, person, "ACTIVE");
  return changed(work, person, "REACTIVATE", { status: "ACTIVE", endedSessions: 0, revokedKeys: 0 });
}

/**
 * Removes an account for good: name, address, picture, roles, keys, factors and notifications go; what he did in the
 * business keeps his id, which from now on reads as a removed user.
 */
export async function removePerson(work: IdentityWork, input: ChangeUserInput): Promise<ChangedUser> {
  const person = await personToChange(work, input, ["ACTIVE", "SUSPENDED"]);
  const { tx } = work;
  await setStatus(work, person, "DELETED");
  const endedSessions = await endSessions(work, person.id);
  const revokedInvitations = await revokeInvitationsOf(work, person.id);
  const keys = await tx.apiKey.updateMany({
    where: { userId: person.id, revokedAt: null },
    data: { revokedAt: work.now },
  });
  await tx.userRole.deleteMany({ where: { userId: person.id } });
  await tx.mfaRecoveryCode.deleteMany({ where: { userId: person.id } });
  await tx.mfaFactor.deleteMany({ where: { userId: person.id } });
  await tx.userNotification.deleteMany({ where: { userId: person.id } });
  await tx.profile.deleteMany({ where: { userId: person.id } });
  await tx.user.update({ where: { id: person.id }, data: { email: `removed-${person.id}@invista.invalid` } });
  const effect = { status: "DELETED", endedSessions, revokedKeys: keys.count } as const;
  return changed(work, person, "DELETE", effect, revokedInvitations);
}

/** Writes somebody else's name as it should be read; two windows on one version: the second is told. */
export async function renamePerson(
  work: IdentityWork,
  input: UpdateUserInput,
): Promise<{ id: string; name: string; version: number }> {
  const person = await personToChange(work, input, ["ACTIVE", "SUSPENDED"]);
  const { firstName, lastName } = input;
  const before = await work.tx.profile.findUnique({
    where: { userId: person.id },
    select: { firstName: true, lastName: true },
  });
  await work.tx.profile.upsert({
    where: { userId: person.id },
    create: { id: work.newId(), userId: person.id, firstName, lastName },
    update: { firstName, lastName, version: { increment: 1 } },
  });
  await work.tx.user.update({ where: { id: person.id }, data: { version: { increment: 1 } } });
  work.audit({
    action: "UPDATE",
    resource: "users",
    resourceId: person.id,
    oldValues: before ?? undefined,
    newValues: { firstName, lastName },
  });
  work.touch("access");
  return { id: person.id, name: [firstName, lastName].filter(Boolean).join(" "), version: person.version + 1 };
}

async function personToChange(
  work: IdentityWork,
  input: Pick<ChangeUserInput, "id" | "version">,
  from: readonly UserStatus[],
): Promise<Person> {
  const person = await requirePerson(work, input.id);
  if (person.version !== input.version) throw missingOrStale("Person", person);
  requireOther(work, person);
  await requireNotAbove(work, person);
  if (!from.includes(person.status))
    throw refuse("RULE_BROKEN", "user.transition", { name: person.name, status: person.status.toLowerCase() });
  return person;
}

async function setStatus(work: IdentityWork, person: Person, status: UserStatus): Promise<void> {
  await work.tx.user.update({
    where: { id: person.id },
    data: { status, version: { increment: 1 }, permissionsVersion: { increment: 1 } },
  });
}

function changed(
  work: IdentityWork,
  person: Person,
  action: string,
  effect: Pick<ChangedUser, "status" | "endedSessions" | "revokedKeys">,
  revokedInvitations = 0,
): ChangedUser {
  work.audit({
    action,
    resource: "users",
    resourceId: person.id,
    oldValues: { status: person.status, email: person.email },
    newValues: { ...effect, revokedInvitations },
  });
  work.touch("access");
  return { id: person.id, name: person.name, ...effect };
}
