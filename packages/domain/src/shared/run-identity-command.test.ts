import { randomUUID } from "node:crypto";
import { refuse } from "@invista/contracts/errors";
import { disconnectAll, supabaseClient } from "@invista/db";
import { actor, testHost } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IdentityWork } from "./identity-work.ts";
import { runIdentityCommand } from "./run-identity-command.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const host = { ...testHost(), supabase: supabaseClient };
const count = () => supabaseClient.role.count();

async function makeRole(work: IdentityWork, name: string): Promise<{ id: string; secret: string | null }> {
  const { id } = await work.tx.role.create({ data: { name }, select: { id: true } });
  work.audit({ action: "CREATE", resource: "roles", resourceId: id, newValues: { name } });
  return { id, secret: "once" };
}

function make(name: string, key: string, shownOnce: readonly string[] = []) {
  const command = { procedure: "role.create", actor: actor(), idempotencyKey: key, input: { name }, shownOnce };
  return runIdentityCommand(host, command, (work) => makeRole(work, name));
}

test("the same key gives the stored answer, and what is shown once is not kept", async () => {
  const key = randomUUID();
  const first = await make("Packer", key, ["secret"]);
  expect(first.secret).toBe("once");
  expect(await make("Packer", key, ["secret"])).toEqual({ id: first.id, secret: null });
  const entries = await supabaseClient.auditLog.findMany({ where: { idempotencyKey: key } });
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    "once",
  );
});

test("the same key with another input is a conflict and changes nothing", async () => {
  const key = randomUUID();
  await make("Picker", key);
  const before = await count();
  await expect(make("Other", key)).rejects.toMatchObject({ code: "CONFLICT", rule: "idempotency.keyReused" });
  expect(await count()).toBe(before);
});

test("twenty clicks at once with one key are one change with one answer", async () => {
  const key = randomUUID();
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 20 }, () => make("Stocker", key)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await count()).toBe(before + 1);
});

test("a refusal leaves neither the change nor an audit entry", async () => {
  const key = randomUUID();
  const before = await count();
  const command = { procedure: "role.create", actor: actor(), idempotencyKey: key, input: {} };
  const refused = runIdentityCommand(host, command, async (work) => {
    await makeRole(work, "Ghost");
    throw refuse("RULE_BROKEN", "check.violated");
  });
  await expect(refused).rejects.toMatchObject({ code: "RULE_BROKEN" });
  expect(await count()).toBe(before);
  expect(await supabaseClient.auditLog.count({ where: { idempotencyKey: key } })).toBe(0);
});

test("a command that records no audit entry is a fault and is rolled back", async () => {
  const command = { procedure: "role.create", actor: actor(), idempotencyKey: randomUUID(), input: {} };
  const before = await count();
  await expect(
    runIdentityCommand(host, command, async (work) => work.tx.role.create({ data: { name: "Silent" } })),
  ).rejects.toThrow("exactly one");
  expect(await count()).toBe(before);
});
