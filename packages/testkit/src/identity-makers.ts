import { randomUUID } from "node:crypto";
import { DEFAULT_ROLES, type DefaultRoleName } from "@invista/contracts/default-roles";
import { PERMISSIONS, type Permission } from "@invista/contracts/permissions";
import { supabaseClient } from "@invista/db";
import type { Actor } from "@invista/domain/shared/actor";
import type { IdentityWork } from "@invista/domain/shared/identity-work";
import { runIdentityCommand } from "@invista/domain/shared/run-identity-command";
import { actor, testHost } from "./makers.ts";

/** Puts the default roles into the identity database, as a start of the product does; answers the id of each. */
export async function defaultRoles(): Promise<Record<DefaultRoleName, string>> {
  const made: Partial<Record<DefaultRoleName, string>> = {};
  for (const { name, description, permissions, maxApprovalAmount, maxAdjustQty, maxDiscountPct } of DEFAULT_ROLES) {
    const data = { description, permissions: [...permissions], maxApprovalAmount, maxAdjustQty, maxDiscountPct };
    const role = await supabaseClient.role.upsert({
      where: { name },
      create: { ...data, name, isSystem: true },
      update: data,
      select: { id: true },
    });
    made[name] = role.id;
  }
  return made as Record<DefaultRoleName, string>;
}

/** A role with just these permissions. */
export function role(permissions: readonly Permission[], name = `Role ${randomUUID().slice(0, 8)}`) {
  return supabaseClient.role.create({ data: { name, permissions: [...permissions] } });
}

/** An active person who holds these roles, as an actor whose rights are those of the roles. */
export async function person(
  roleIds: readonly string[] = [],
  options: { warehouses?: readonly string[]; firstName?: string } = {},
): Promise<Actor> {
  const mark = randomUUID().slice(0, 8);
  const user = await supabaseClient.user.create({
    data: {
      email: `${mark}@example.com`,
      profile: { create: { firstName: options.firstName ?? "Person", lastName: mark } },
      userRoles: { create: roleIds.map((roleId) => ({ roleId, warehouseScope: [...(options.warehouses ?? [])] })) },
    },
    include: { userRoles: { include: { role: true } } },
  });
  const held = new Set(user.userRoles.flatMap(({ role: { permissions } }) => permissions));
  return actor({
    userId: user.id,
    displayName: `Person ${mark}`,
    permissions: new Set(PERMISSIONS.filter((permission) => held.has(permission))),
    warehouses: options.warehouses?.length ? options.warehouses : "all",
  });
}

/** Runs a domain function as one command of the identity database, with a fresh key unless one is given. */
export function commitIdentity<Output extends object>(
  body: (work: IdentityWork) => Promise<Output>,
  options: { as?: Actor; key?: string; input?: unknown; shownOnce?: readonly string[]; now?: () => Date } = {},
): Promise<Output> {
  return runIdentityCommand(
    { ...testHost(options.now), supabase: supabaseClient },
    {
      procedure: "test.command",
      actor: options.as ?? actor(),
      idempotencyKey: options.key ?? randomUUID(),
      input: options.input ?? {},
      shownOnce: options.shownOnce ?? [],
    },
    body,
  );
}
