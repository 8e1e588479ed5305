import { randomUUID } from "node:crypto";
import { createAuthAdmin, createAuthenticator, ensureDefaultRoles, type Authenticator } from "@invista/auth";
import { startTestAuth, type TestAuth } from "@invista/auth-server/testing";
import type { DefaultRoleName } from "@invista/contracts/default-roles";
import { disconnectAll, supabaseClient } from "@invista/db";
import { useTestDatabases as pointToTestDatabases } from "@invista/testkit/test-databases";
import { createClient } from "@supabase/supabase-js";
import type { ApiHost, Denial, SessionActor } from "../src/kit/context.ts";
import { createCallerFactory } from "../src/kit/trpc.ts";
import { appRouter, type createCaller } from "../src/root.ts";
import { apiHost, sessionActor } from "./test-host.ts";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export interface People {
  readonly auth: TestAuth;
  readonly roles: Map<DefaultRoleName, string>;
  readonly authenticator: Authenticator;
  /** Someone with an account, a profile and these roles. */
  person(roles?: readonly DefaultRoleName[]): Promise<Person>;
  /** Signs in with the password; throws what the auth server says. */
  signIn(person: Person): Promise<{ header: string; sessionId: string; refreshToken: string }>;
  /** Calls as this person of this role, with a second factor used a moment ago. */
  as(person: Person, role: DefaultRoleName, parts?: Partial<SessionActor>): Caller;
  /** Calls with what this token is worth at an authenticator. */
  bearing(header: string, authenticator?: Authenticator, deviceId?: string): Caller;
  /** Mails that were sent, the newest last. */
  readonly mails: SentMail[];
  close(): Promise<void>;
}

type SentMail = Parameters<NonNullable<ApiHost["mailer"]>["send"]>[0];

type Caller = ReturnType<typeof createCaller>;

/** Both databases, a real auth server over one of them, and the API as its processes host it. */
export async function startPeople(): Promise<People> {
  const databases = await pointToTestDatabases();
  const auth = await startTestAuth(databases.supabaseUrl);
  const roles = await ensureDefaultRoles(supabaseClient);
  const authenticator = createAuthenticator({
    supabaseUrl: auth.url,
    supabase: supabaseClient,
    listenUrl: databases.supabaseUrl,
  });
  const quiet = { auth: { persistSession: false, autoRefreshToken: false } };
  const admin = createClient(auth.url, auth.keys.serviceRoleKey, quiet);
  const authAdmin = createAuthAdmin(auth.url, auth.keys.serviceRoleKey);
  const mails: SentMail[] = [];
  const mailer = { send: async (mail: SentMail) => void mails.push(mail) };
  // Every call of a test is an HTTP request of its own: calls of one request share what was found out about the caller.
  const call = (host: ApiHost & { denials?: Denial[] }, authorization?: string, deviceId?: string) =>
    createCallerFactory(appRouter)(() => ({
      host,
      requestId: "test",
      authorization,
      ip: "127.0.0.1",
      userAgent: BROWSER,
      deviceId,
      batch: {},
    }));
  return {
    auth,
    roles,
    authenticator,
    mails,
    async person(names = ["Sales"]) {
      const email = `person-${randomUUID().slice(0, 8)}@example.com`;
      const password = "correct horse battery";
      const { data, error } = await admin.auth.admin.createUser({ email, password, email_confirm: true });
      if (error) throw error;
      await supabaseClient.user.create({
        data: {
          id: data.user.id,
          email,
          profile: { create: { firstName: "Pat", lastName: "Person" } },
          userRoles: { create: names.map((name) => ({ roleId: roles.get(name) ?? "" })) },
        },
      });
      return { id: data.user.id, email, password };
    },
    async signIn({ email, password }) {
      const client = createClient(auth.url, auth.keys.anonKey, quiet);
      const { data, error } = await client.auth.signInWithPassword({ email, password });
      if (error) throw error;
      const { data: claims } = await client.auth.getClaims(data.session.access_token);
      return {
        header: `Bearer ${data.session.access_token}`,
        sessionId: claims?.claims.session_id ?? "",
        refreshToken: data.session.refresh_token,
      };
    },
    as: (person, role, parts = {}) =>
      call({ ...apiHost({ ...sessionActor(role), userId: person.id, ...parts }), authAdmin, mailer }),
    bearing: (header, gate = authenticator, deviceId) =>
      call(
        { ...apiHost(null), authAdmin, authenticate: (given, options) => gate.authenticate(given, options) },
        header,
        deviceId,
      ),
    async close() {
      await authenticator.close();
      await auth.close();
      await disconnectAll();
      await databases.drop();
    },
  };
}

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

export const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
