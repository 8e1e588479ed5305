import { disconnectAll, neonClient, supabaseClient } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { syncDirectory } from "./deliver-outbox.ts";

let databases: TestDatabases;
const both = { neon: neonClient, supabase: supabaseClient };
const people = { keeper: "", elsewhere: "", suspended: "" };

beforeAll(async () => {
  databases = await useTestDatabases();
  const person = async (name: string, status: "ACTIVE" | "SUSPENDED" = "ACTIVE") =>
    (await supabaseClient.user.create({ data: { email: `${name}@example.com`, status } })).id;
  people.keeper = await person("keeper");
  people.elsewhere = await person("elsewhere");
  people.suspended = await person("suspended", "SUSPENDED");
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

describe("the user directory of the business database", () => {
  const names = async () =>
    new Map((await neonClient.user.findMany()).map((row) => [row.id, `${row.displayName} ${row.status}`]));

  test("is copied, follows changes, is not written without one, and can be rebuilt at any moment", async () => {
    await syncDirectory(both);
    expect((await names()).get(people.keeper)).toBe("keeper ACTIVE");
    expect((await names()).get(people.suspended)).toBe("suspended SUSPENDED");
    await supabaseClient.profile.create({ data: { userId: people.keeper, firstName: "Kim", lastName: "Keeper" } });
    await syncDirectory(both);
    expect((await names()).get(people.keeper)).toBe("Kim Keeper ACTIVE");
    await syncDirectory(both);
    expect(await syncDirectory(both)).toBe(0);
    const before = await names();
    await neonClient.user.deleteMany();
    await syncDirectory(both);
    expect(await names()).toEqual(before);
  });

  test("a change that commits late is copied although newer ones were copied before it", async () => {
    const written = Promise.withResolvers<void>();
    const copied = Promise.withResolvers<void>();
    const late = supabaseClient.$transaction(
      async (tx) => {
        await tx.user.update({ where: { id: people.elsewhere }, data: { status: "SUSPENDED" } });
        written.resolve();
        await copied.promise;
      },
      { timeout: 20_000 },
    );
    await written.promise;
    await supabaseClient.profile.update({ where: { userId: people.keeper }, data: { firstName: "Kay" } });
    await syncDirectory(both);
    copied.resolve();
    await late;
    await syncDirectory(both);
    expect((await names()).get(people.elsewhere)).toBe("elsewhere SUSPENDED");
  });
});
