import { disconnectAll, supabaseClient } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDenialBuffer } from "./denial-buffer.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("a flood of bad keys from one address is sixty entries and one that counts the rest; others are written all the same", async () => {
  const problems: string[] = [];
  const buffer = makeDenialBuffer(supabaseClient, (problem) => void problems.push(problem));
  const bad = { userId: null, procedure: "product.list", rule: "auth.apiKeyInvalid" };
  for (let n = 0; n < 5_000; n++) buffer.add({ ...bad, ip: "10.0.0.1", keyPrefix: `prefix${n}` });
  buffer.add({ ...bad, ip: "10.0.0.2", keyPrefix: "other" });
  await buffer.flush();
  const rows = await supabaseClient.auditLog.findMany({
    where: { action: "DENIED" },
    select: { ip: true, newValues: true, userId: true },
    orderBy: { seq: "asc" },
  });
  expect(rows.filter(({ ip }) => ip === "10.0.0.1")).toHaveLength(61);
  expect(rows.find(({ ip }) => ip === "10.0.0.2")?.newValues).toEqual({
    rule: "auth.apiKeyInvalid",
    keyPrefix: "other",
  });
  expect(rows.map(({ newValues }) => newValues)).toContainEqual(expect.objectContaining({ more: 4_940 }));
  expect(problems).toEqual([]);
});
