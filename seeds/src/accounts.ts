import { randomBytes } from "node:crypto";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import type { SupabasePrismaClient } from "@invista/db";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";

export interface Account {
  email: string;
  password: string;
  role: string;
}

const PEOPLE: Record<string, { local: string; firstName: string; lastName: string }> = {
  Owner: { local: "owner", firstName: "Ines", lastName: "Carvalho" },
  Admin: { local: "admin", firstName: "Jonas", lastName: "Weber" },
  "Inventory manager": { local: "manager", firstName: "Mara", lastName: "Okafor" },
  "Warehouse operator": { local: "operator", firstName: "Tom", lastName: "Dahl" },
  Purchasing: { local: "purchasing", firstName: "Lucía", lastName: "Ferrer" },
  Sales: { local: "sales", firstName: "Aiko", lastName: "Mori" },
  Accountant: { local: "accountant", firstName: "Pierre", lastName: "Blanc" },
  Auditor: { local: "auditor", firstName: "Greta", lastName: "Lindqvist" },
};

const DOMAIN = "invista.example";

/** One account per default role with a fresh password; only the owner for an empty company. */
export function planAccounts(demo: boolean): Account[] {
  return DEFAULT_ROLES.filter((role) => demo || role.name === "Owner").map((role) => ({
    email: `${PEOPLE[role.name]?.local ?? role.name.toLowerCase().replaceAll(" ", ".")}@${DOMAIN}`,
    password: randomBytes(12).toString("base64url"),
    role: role.name,
  }));
}

interface Target {
  readonly host: { readonly supabase: SupabasePrismaClient };
  readonly supabaseUrl: string;
  readonly serviceRoleKey: string;
}

/** Creates the accounts through the auth server's admin API, with profile and role; answers the user id of each role. */
export async function createAccounts(target: Target, accounts: readonly Account[]): Promise<Map<string, string>> {
  const auth = createClient(target.supabaseUrl, target.serviceRoleKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const ids = new Map<string, string>();
  for (const account of accounts) {
    const id = await authUser(auth, account);
    const person = PEOPLE[account.role];
    const { supabase } = target.host;
    const role = await supabase.role.findUniqueOrThrow({ where: { name: account.role }, select: { id: true } });
    await supabase.user.upsert({
      where: { id },
      update: {},
      create: {
        id,
        email: account.email,
        profile: { create: { firstName: person?.firstName ?? account.role, lastName: person?.lastName ?? null } },
        userRoles: { create: { roleId: role.id, grantedBy: "system" } },
      },
    });
    ids.set(account.role, id);
  }
  return ids;
}

async function authUser(auth: SupabaseClient, account: Account): Promise<string> {
  const created = await auth.auth.admin.createUser({
    email: account.email,
    password: account.password,
    email_confirm: true,
  });
  if (created.data.user) return created.data.user.id;
  if (created.error?.code !== "email_exists")
    throw new Error(`the account ${account.email} could not be created: ${created.error?.message}`);
  const users = await auth.auth.admin.listUsers({ page: 1, perPage: 200 });
  const known = users.data.users.find((user) => user.email === account.email);
  if (!known) throw new Error(`the account ${account.email} exists but is not listed`);
  return known.id;
}
