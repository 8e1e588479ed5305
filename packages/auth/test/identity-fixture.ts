import { SupabasePrismaClient } from "@invista/db";
import { startTestAuth, type TestAuth } from "@invista/auth-server/testing";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import type { DefaultRoleName } from "@invista/contracts/default-roles";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { ensureDefaultRoles } from "../src/ensure-default-roles.ts";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export interface Identity {
  readonly databases: TestDatabases;
  readonly auth: TestAuth;
  readonly db: SupabasePrismaClient;
  readonly roles: Map<DefaultRoleName, string>;
  /** Someone with an account, a profile and these roles. */
  person(roles?: DefaultRoleName[], warehouses?: string[]): Promise<Person>;
  /** A signed-in client and the header it would send. */
  signIn(person: Person): Promise<{ client: SupabaseClient; header: string; sessionId: string; token: string }>;
  close(): Promise<void>;
}

/** A migrated identity database with default roles and a real auth server over it. */
export async function startIdentity(): Promise<Identity> {
  const databases = await testDatabases();
  const auth = await startTestAuth(databases.supabaseUrl);
  const db = new SupabasePrismaClient({ datasources: { db: { url: databases.supabaseUrl } }, max: 4 });
  const roles = await ensureDefaultRoles(db);
  const quiet = { auth: { persistSession: false, autoRefreshToken: false } };
  const admin = createClient(auth.url, auth.keys.serviceRoleKey, quiet);
  let made = 0;
  return {
    databases,
    auth,
    db,
    roles,
    async person(names = [], warehouses = []) {
      const email = `person${++made}@example.com`;
      const password = "correct horse";
      const { data, error } = await admin.auth.admin.createUser({ email, password, email_confirm: true });
      if (error) throw error;
      await db.user.create({
        data: {
          id: data.user.id,
          email,
          profile: { create: { firstName: "Person", lastName: String(made) } },
          userRoles: { create: names.map((name) => ({ roleId: roles.get(name) ?? "", warehouseScope: warehouses })) },
        },
      });
      return { id: data.user.id, email, password };
    },
    async signIn(person) {
      const client = createClient(auth.url, auth.keys.anonKey, quiet);
      const { data, error } = await client.auth.signInWithPassword({ email: person.email, password: person.password });
      if (error) throw error;
      const token = data.session.access_token;
      const { data: claims } = await client.auth.getClaims(token);
      return { client, token, header: `Bearer ${token}`, sessionId: claims?.claims.session_id ?? "" };
    },
    async close() {
      await db.$disconnect();
      await auth.close();
      await databases.drop();
    },
  };
}

/** Asks until the answer fits or the time is over, and tells how long it took. */
export async function until(fits: () => Promise<boolean>, withinMs: number): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < withinMs) {
    if (await fits()) return performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`did not happen within ${withinMs} ms`);
}
