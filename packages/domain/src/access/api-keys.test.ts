import { randomUUID } from "node:crypto";
import type { CreateApiKeyInput } from "@invista/contracts/access/api-key";
import { disconnectAll, supabaseClient } from "@invista/db";
import { commitIdentity, person, role } from "@invista/testkit/identity-makers";
import { KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./index.ts";

let databases: TestDatabases;
let someone: Actor;
beforeAll(async () => {
  databases = await useTestDatabases();
  someone = await person([(await role(["product:read", "stock:read", "api_key:create"])).id], {
    warehouses: ["north"],
  });
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const material = () => ({
  key: `inv_secret_${randomUUID()}`,
  prefix: randomUUID().slice(0, 12),
  keyHash: randomUUID(),
});
const wanted: CreateApiKeyInput = {
  name: "Scanner",
  scopes: ["product:read"],
  warehouseScope: [],
  expiresAt: null,
  rateLimit: 60,
  idempotencyKey: KEY,
};
const create = (parts: Partial<CreateApiKeyInput> = {}, key = randomUUID(), made = material()) =>
  commitIdentity((work) => createApiKey(work, { ...wanted, ...parts }, made), { as: someone, key, shownOnce: ["key"] });

test("the text of a key is answered once and stands nowhere in the database", async () => {
  const made = material();
  const key = randomUUID();
  expect((await create({}, key, made)).key).toBe(made.key);
  expect((await create({}, key, made)).key).toBeNull();
  const [dump] = await supabaseClient.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM api_key k WHERE k::text LIKE ${`%${made.key}%`}) OR EXISTS (SELECT 1 FROM audit_log a WHERE a::text LIKE ${`%${made.key}%`}) AS found`;
  expect(dump?.found).toBe(false);
});

test.each([
  ["a permission its owner lacks", { scopes: ["cost:read"] }, "role.exceedsOwn"],
  ["a warehouse its owner does not reach", { warehouseScope: ["south"] }, "role.exceedsOwn"],
  ["what only a person with a second factor may do", { scopes: ["api_key:create"] }, "apiKey.personOnly"],
  ["an end in the past", { expiresAt: "2020-01-01T00:00:00Z" }, "role.endsInPast"],
])("a key with %s is refused", async (_, parts, rule) => {
  const before = await supabaseClient.apiKey.count();
  await expect(create(parts as Partial<CreateApiKeyInput>)).rejects.toMatchObject({ rule });
  expect(await supabaseClient.apiKey.count()).toBe(before);
});

test("one's own keys are listed without secrets, and ended once", async () => {
  const { id } = await create({ name: "To end", warehouseScope: ["north"] });
  const mine = () => listApiKeys(supabaseClient, someone.userId);
  expect((await mine()).rows.find((row) => row.id === id)).toMatchObject({
    state: "ACTIVE",
    warehouseScope: ["north"],
  });
  const revoke = (owner: string | null) =>
    commitIdentity((work) => revokeApiKey(work, { id, idempotencyKey: KEY }, owner));
  await expect(revoke("someone else")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await revoke(someone.userId);
  await expect(revoke(null)).rejects.toMatchObject({ rule: "apiKey.revoked" });
  expect((await mine()).rows.at(-1)).toMatchObject({ id, state: "REVOKED" });
  expect(JSON.stringify(await mine())).not.toContain("keyHash");
});

test("everyone's keys show whose they are", async () => {
  const other = await person();
  await supabaseClient.apiKey.create({
    data: { userId: other.userId, name: "Other", prefix: "other", keyHash: "other" },
  });
  const { rows } = await listApiKeys(supabaseClient, null);
  expect(new Set(rows.map((row) => row.userId))).toEqual(new Set([someone.userId, other.userId]));
});
