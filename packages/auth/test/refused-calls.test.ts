import { enrol } from "../../auth-server/test/authenticator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeApiKey } from "../src/api-key.ts";
import { createAuthenticator, type Authenticator, type RefusedCall } from "../src/create-authenticator.ts";
import { startIdentity, type Identity } from "./identity-fixture.ts";

let identity: Identity;
let gate: Authenticator;
let told: RefusedCall[] = [];
beforeAll(async () => {
  identity = await startIdentity();
  gate = createAuthenticator({
    supabaseUrl: identity.auth.url,
    supabase: identity.db,
    refused: (call) => void told.push(call),
  });
});
afterAll(async () => {
  await gate?.close();
  await identity?.close();
});

const call = { procedure: "product.list", ip: "127.0.0.9" };

test("a key that is none, or no more one, is told with what is no secret of it", async () => {
  const owner = await identity.person(["Owner"]);
  const { key, prefix, keyHash } = makeApiKey();
  const about = { name: "Old", prefix, keyHash, userId: owner.id, revokedAt: new Date() };
  await identity.db.apiKey.create({ data: { ...about, scopes: ["product:read"] } });
  const bogus = makeApiKey();
  for (const wrong of [bogus.key, key, "inv_nonsense"]) {
    told = [];
    await expect(gate.authenticate(`Bearer ${wrong}`, call)).rejects.toMatchObject({ rule: "auth.apiKeyInvalid" });
    expect(told).toEqual([
      { userId: null, rule: "auth.apiKeyInvalid", ...call, keyPrefix: wrong.split("_")[1]?.slice(0, 12) },
    ]);
    expect(JSON.stringify(told)).not.toContain(wrong);
  }
});

test("a session that lacks its second factor is told, but not the looks of an open stream", async () => {
  const person = await identity.person(["Sales"]);
  const { client } = await identity.signIn(person);
  await enrol(client, identity.auth.now());
  const half = await identity.signIn(person);
  told = [];
  for (const unattended of [false, true])
    await expect(gate.authenticate(half.header, { ...call, unattended })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(told).toEqual([{ userId: person.id, sessionId: half.sessionId, rule: "auth.mfaRequired", ...call }]);
});
