import { randomUUID } from "node:crypto";
import { ensureDefaultRoles } from "@invista/auth";
import { disconnectAll, supabaseClient } from "@invista/db";
import { person } from "@invista/testkit/identity-makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importActor } from "./user-actor.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
  await ensureDefaultRoles(supabaseClient);
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("an import that an API key asked for runs as far as the key reaches, and not at all once it is revoked", async () => {
  const { userId } = await person();
  const role = await supabaseClient.role.findFirstOrThrow({ where: { name: "Owner" } });
  await supabaseClient.userRole.create({ data: { userId, roleId: role.id } });
  const id = randomUUID();
  await supabaseClient.apiKey.create({
    data: {
      id,
      userId,
      name: "Till",
      prefix: id.slice(0, 8),
      keyHash: id,
      scopes: ["product:import"],
      warehouseScope: ["EAST"],
    },
  });
  const asked = { userId, apiKeyId: id };
  const limited = await importActor(supabaseClient, asked);
  expect([[...limited.permissions], limited.warehouses]).toEqual([["product:import"], ["EAST"]]);
  expect((await importActor(supabaseClient, { userId, apiKeyId: null })).warehouses).toBe("all");
  await supabaseClient.apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
  await expect(importActor(supabaseClient, asked)).rejects.toMatchObject({ rule: "auth.apiKeyInvalid" });
});
