import { refuse, type Refusal } from "@invista/contracts/errors";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createAuthenticator, type Authenticator } from "../src/create-authenticator.ts";
import { startIdentity, type Identity } from "./identity-fixture.ts";

const MINUTE = 60_000;
let identity: Identity;
let gate: Authenticator;
let ahead = 0;
beforeAll(async () => {
  identity = await startIdentity();
  gate = createAuthenticator({
    supabaseUrl: identity.auth.url,
    supabase: identity.db,
    now: () => new Date(Date.now() + ahead),
  });
});
beforeEach(() => {
  ahead = 0;
});
afterAll(async () => {
  await gate.close();
  await identity.close();
});

/** The rule by which the token is refused, null when it passes. The token itself outlives every limit here. */
async function ruleFor(header: string): Promise<string | null> {
  return gate.authenticate(header, { fresh: true }).then(
    () => null,
    (error: Refusal) => error.rule,
  );
}

async function configure(key: string, value: unknown): Promise<void> {
  await identity.db.systemConfiguration.upsert({
    where: { key },
    create: { key, value: JSON.parse(JSON.stringify(value)) },
    update: { value: JSON.parse(JSON.stringify(value)) },
  });
}

test("a session that was not used for the configured time ends, for the auth server too", async () => {
  await configure("security.session_idle_minutes", 30);
  const person = await identity.person(["Sales"]);
  const { header, sessionId } = await identity.signIn(person);
  ahead = 29 * MINUTE;
  expect(await ruleFor(header)).toBeNull();
  ahead = 31 * MINUTE;
  expect(await ruleFor(header)).toBe("auth.sessionExpired");
  ahead = 0;
  expect(await ruleFor(header)).toBe("auth.sessionRevoked");
  const { rows } = await identity.auth.pool.query("select from auth.sessions where id = $1", [sessionId]);
  expect(rows).toEqual([]);
});

test("use prolongs the idle time, never the absolute one", async () => {
  await configure("security.session_idle_minutes", 30);
  await configure("security.session_absolute_minutes", 50);
  const person = await identity.person(["Sales"]);
  const { header, sessionId } = await identity.signIn(person);
  const usedAt = async (minutes: number) => {
    await gate.authenticate(header);
    await expect.poll(() => identity.db.userSession.count({ where: { authSessionId: sessionId } })).toBe(1);
    await identity.db.userSession.update({
      where: { authSessionId: sessionId },
      data: { lastSeenAt: new Date(Date.now() + minutes * MINUTE) },
    });
  };
  await usedAt(25);
  ahead = 45 * MINUTE;
  expect(await ruleFor(header)).toBeNull();
  ahead = 51 * MINUTE;
  expect(await ruleFor(header)).toBe("auth.sessionExpired");
});

test("a limit that is no number counts as none: the defaults hold", async () => {
  await configure("security.session_idle_minutes", "soon");
  await configure("security.session_absolute_minutes", { hours: 1 });
  const person = await identity.person(["Sales"]);
  const { header } = await identity.signIn(person);
  ahead = 55 * MINUTE;
  expect(await ruleFor(header)).toBeNull();
  const actor = await gate.authenticate(header, { fresh: true });
  expect(actor.sessionLimits?.idleMinutes).toBe(480);
});

test("a role that demands a second factor lets its holder do nothing else before there is one", async () => {
  const { id } = await identity.db.role.create({
    data: { name: "Careful", permissions: ["session:read_own", "product:read"], requiresMfa: true },
  });
  const person = await identity.person([]);
  await identity.db.userRole.create({ data: { userId: person.id, roleId: id } });
  const { header } = await identity.signIn(person);
  expect(await ruleFor(header)).toBe("auth.mfaSetupRequired");
  expect(await gate.authenticate(header, { allow: "setUp" })).toMatchObject({ mustSetUpSecondFactor: true });
  await identity.db.role.update({ where: { id }, data: { requiresMfa: false } });
  expect(await ruleFor(header)).toBeNull();
  expect(refuse("FORBIDDEN", "auth.mfaSetupRequired").message).toContain("two-factor");
});
