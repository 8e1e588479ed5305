import { randomUUID } from "node:crypto";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import { Refusal } from "@invista/contracts/errors";
import { isPermission, type Permission } from "@invista/contracts/permissions";
import { disconnectAll, neonClient } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { appRouter } from "../src/root.ts";
import { apiHost, call, sessionActor } from "./test-host.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const definition = z.object({ type: z.string(), meta: z.object({ permission: z.string() }) });
const procedures = Object.entries(appRouter._def.procedures).flatMap(([path, procedure]) => {
  const parsed = definition.safeParse(Reflect.get(procedure, "_def"));
  const permission = parsed.data?.meta.permission ?? "";
  return parsed.success && isPermission(permission) ? [{ path, permission, type: parsed.data.type }] : [];
});

async function outcome(
  permissionHolder: ReturnType<typeof sessionActor> | null,
  path: string,
): Promise<{ code: string; permission: unknown }> {
  const host = apiHost(permissionHolder);
  try {
    // An input that no schema takes: whoever passes the permission is refused by the schema, so nothing is written.
    await call(host, path, { idempotencyKey: randomUUID(), "no such field": true });
    return { code: "OK", permission: null };
  } catch (error) {
    if (!(error instanceof TRPCError) || !(error.cause instanceof Refusal)) throw error;
    return { code: error.cause.code, permission: error.cause.details["permission"] };
  }
}

describe.each(DEFAULT_ROLES.map((role) => ({ role: role.name, permissions: new Set<Permission>(role.permissions) })))(
  "as $role",
  ({ role, permissions }) => {
    test.each(procedures)(`$path needs $permission`, async ({ path, permission }) => {
      const result = await outcome(sessionActor(role), path);
      if (permissions.has(permission)) expect(result.code).toBe("INVALID");
      else expect(result).toEqual({ code: "FORBIDDEN", permission });
    });
  },
);

test.each(procedures)("nobody may call $path without signing in", async ({ path }) => {
  expect((await outcome(null, path)).code).toBe("UNAUTHENTICATED");
});

test.each([...new Set(procedures.map(({ permission }) => permission))])(
  "a role with only %s passes exactly the procedures that declare it",
  async (permission) => {
    const only = sessionActor("Nobody", [permission]);
    for (const { path, permission: needed } of procedures) {
      expect([path, (await outcome(only, path)).code]).toEqual([path, needed === permission ? "INVALID" : "FORBIDDEN"]);
    }
  },
);

test("a denial is handed to the audit buffer, and none of all this wrote an operation", async () => {
  const host = apiHost(sessionActor("Auditor"));
  await expect(call(host, "stock.adjust", {})).rejects.toThrow(TRPCError);
  expect(host.denials).toEqual([
    {
      userId: "user-auditor",
      procedure: "stock.adjust",
      permission: "stock:adjust",
      rule: "permission.missing",
      ip: "127.0.0.1",
    },
  ]);
  expect(await neonClient.operation.count()).toBe(0);
});
