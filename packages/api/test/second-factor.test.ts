import { randomUUID } from "node:crypto";
import { disconnectAll } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionActor } from "../src/kit/context.ts";
import { apiHost, call, sessionActor } from "./test-host.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const input = { ids: ["1"], idempotencyKey: randomUUID() };
const replayAs = (parts: Partial<SessionActor>) =>
  call(apiHost({ ...sessionActor("Owner"), ...parts }), "delivery.replay", input);

test.each([
  ["without a second factor", { hasSecondFactor: false, aal: "aal1", secondFactorAt: null }, "auth.mfaNotSetUp"],
  ["in a session that did not use it", { aal: "aal1", secondFactorAt: null }, "auth.mfaRequired"],
  [
    "a quarter of an hour after it",
    { secondFactorAt: new Date(Date.now() - 15 * 60_000 - 1_000) },
    "auth.stepUpRequired",
  ],
  ["with an API key", { apiKeyId: "key" }, "auth.apiKeyNotEnough"],
])("a sensitive change %s is refused", async (_, parts, rule) => {
  await expect(replayAs(parts)).rejects.toMatchObject({ cause: { code: "FORBIDDEN", rule } });
});

test("a sensitive change with a factor used a moment ago passes the gate", async () => {
  await expect(replayAs({})).rejects.toMatchObject({ cause: { rule: expect.not.stringMatching(/^auth\./) } });
});
