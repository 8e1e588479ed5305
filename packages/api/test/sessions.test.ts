import { createAuthenticator, type Authenticator } from "@invista/auth";
import { supabaseClient } from "@invista/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { key, startPeople, type People } from "./people-host.ts";

let people: People;
/** A second process that hears of no change, as at a hosted project without our triggers. */
let deaf: Authenticator;
beforeAll(async () => {
  people = await startPeople();
  deaf = createAuthenticator({ supabaseUrl: people.auth.url, supabase: supabaseClient, trust: { unheardMs: 700 } });
});
afterAll(async () => {
  await deaf.close();
  await people.close();
});

const refusal = (rule: string) => ({ cause: { rule } });
const seen = (sessionId: string) =>
  expect
    .poll(() => supabaseClient.userSession.count({ where: { authSessionId: sessionId } }), { timeout: 3_000 })
    .toBe(1);

test("a person sees where he is signed in and ends one session: it is refused at once for what is personal, soon for the rest", async () => {
  const person = await people.person();
  const here = await people.signIn(person);
  const there = await people.signIn(person);
  await people.bearing(here.header).session.me({});
  await people.bearing(there.header, deaf).session.me({});
  await seen(there.sessionId);
  const { rows } = await people.bearing(here.header).session.list({});
  expect(rows).toHaveLength(2);
  expect(rows.filter((row) => row.current).map(({ id }) => id)).toEqual([here.sessionId]);
  expect(rows[0]).toMatchObject({ device: "Chrome on Linux", ip: "127.0.0.1", aal: "aal1" });

  expect(await people.bearing(here.header).session.revoke({ id: there.sessionId, ...key() })).toEqual({ ended: 1 });
  await expect(people.bearing(there.header).session.revokeMany({ which: "all", ...key() })).rejects.toMatchObject(
    refusal("auth.sessionRevoked"),
  );
  await expect(people.bearing(there.header, deaf).session.revokeMany({ which: "all", ...key() })).rejects.toMatchObject(
    refusal("auth.sessionRevoked"),
  );
  await expect
    .poll(
      () =>
        people
          .bearing(there.header, deaf)
          .session.me({})
          .then(
            () => "in",
            () => "out",
          ),
      { timeout: 5_000 },
    )
    .toBe("out");
  expect(await supabaseClient.userSession.findUnique({ where: { authSessionId: there.sessionId } })).toMatchObject({
    revokedBy: person.id,
  });
  await expect(people.bearing(here.header).session.revoke({ id: there.sessionId, ...key() })).rejects.toMatchObject(
    refusal("session.unknown"),
  );
  expect(await people.bearing(here.header).session.list({})).toMatchObject({ rows: [{ current: true }] });
});

test("all other sessions end and this one stays; the refresh token of an ended one is worth nothing", async () => {
  const person = await people.person();
  const [here, other, third] = [await people.signIn(person), await people.signIn(person), await people.signIn(person)];
  expect(await people.bearing(here.header).session.revokeMany({ which: "others", ...key() })).toEqual({ ended: 2 });
  for (const { header } of [other, third])
    await expect(people.bearing(header).session.revokeMany({ which: "all", ...key() })).rejects.toMatchObject(
      refusal("auth.sessionRevoked"),
    );
  const answer = await fetch(`${people.auth.url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { "content-type": "application/json", apikey: people.auth.keys.anonKey },
    body: JSON.stringify({ refresh_token: other.refreshToken }),
  });
  expect(answer.status).toBe(400);
  expect(await people.bearing(here.header).session.revokeMany({ which: "all", ...key() })).toEqual({ ended: 1 });
});

test("nobody ends a session that is not his; an administrator ends those of others, but not of someone above him", async () => {
  const [one, other, owner, admin] = await Promise.all([
    people.person(),
    people.person(),
    people.person(["Owner"]),
    people.person(["Admin"]),
  ]);
  const session = await people.signIn(one);
  const stranger = await people.signIn(other);
  await expect(
    people.bearing(stranger.header).session.revoke({ id: session.sessionId, ...key() }),
  ).rejects.toMatchObject(refusal("session.unknown"));
  const caller = people.as(admin, "Admin");
  expect((await caller.session.listOf({ userId: one.id })).rows.map(({ id }) => id)).toEqual([session.sessionId]);
  expect(await caller.session.revokeOf({ userId: one.id, ...key() })).toEqual({ ended: 1 });
  await people.signIn(owner);
  await expect(caller.session.revokeOf({ userId: owner.id, ...key() })).rejects.toMatchObject(refusal("user.above"));
});

test("the first device is no news, the same device is none, another one is told", async () => {
  const person = await people.person();
  const news = () => supabaseClient.userNotification.findMany({ where: { userId: person.id } });
  for (const device of ["device-one", "device-one", "device-two"]) {
    const { header, sessionId } = await people.signIn(person);
    await people.bearing(header, people.authenticator, device).session.me({});
    await seen(sessionId);
    if (device === "device-one") expect(await news()).toEqual([]);
  }
  await expect.poll(async () => (await news()).length, { timeout: 3_000 }).toBe(1);
  expect(await news()).toMatchObject([
    { title: "Signed in on a new device", link: "/security", mailDueAt: expect.any(Date) },
  ]);
});
