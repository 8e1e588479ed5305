import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionActor } from "../src/kit/context.ts";
import { key, startPeople, type People } from "./people-host.ts";
import { apiHost, call, sessionActor } from "./test-host.ts";

let people: People;
beforeAll(async () => {
  people = await startPeople();
});
afterAll(() => people.close());

/** What the audit trail is told of this call. */
async function denied(who: SessionActor, path: string, input: object) {
  const host = apiHost(who);
  await expect(call(host, path, { ...input, ...key() })).rejects.toMatchObject({ cause: { code: "FORBIDDEN" } });
  return host.denials;
}

test("an attempt to give more than one has is told to the audit trail, wherever the rule stands that stops it", async () => {
  const admin = await people.person(["Admin"]);
  const who = { ...sessionActor("Admin"), userId: admin.id, sessionId: "session-1" };
  const about = { userId: admin.id, ip: "127.0.0.1", sessionId: "session-1" };
  const invitation = { emails: [`${randomUUID()}@example.com`], roleId: people.roles.get("Owner") ?? "" };
  expect(await denied(who, "invitation.create", invitation)).toMatchObject([
    { ...about, procedure: "invitation.create", permission: "user:invite", rule: "role.exceedsOwn" },
  ]);
  const owner = await people.person(["Owner"]);
  expect(await denied(who, "user.suspend", { id: owner.id, version: 1 })).toMatchObject([
    { ...about, procedure: "user.suspend", rule: "user.above" },
  ]);
});

test.each([
  ["no second factor", { hasSecondFactor: false, aal: "aal1", secondFactorAt: null }, "auth.mfaNotSetUp"],
  ["an old code", { secondFactorAt: new Date(Date.now() - 3_600_000) }, "auth.stepUpRequired"],
  ["an API key", { apiKeyId: "key-1" }, "auth.apiKeyNotEnough"],
])("a sensitive call with %s is told once, with its rule", async (_, parts, rule) => {
  const told = await denied({ ...sessionActor("Owner"), ...parts }, "delivery.replay", { ids: ["1"] });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ userId: "user-owner", procedure: "delivery.replay", rule });
});
