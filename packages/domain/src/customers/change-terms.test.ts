import { disconnectAll, neonClient } from "@invista/db";
import { commit, customer, KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeTerms } from "./change-terms.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("what is named changes, what is left out stays", async () => {
  const { id, version } = await customer({ creditLimit: "100" });
  const saved = await commit((work) => changeTerms(work, { id, version, paymentTermDays: 14, idempotencyKey: KEY }));
  expect(saved.version).toBe(version + 1);
  const now = await neonClient.customer.findUniqueOrThrow({ where: { id } });
  expect(now).toMatchObject({ paymentTermDays: 14, status: "ACTIVE", priceListCode: "DEFAULT" });
  expect(now.creditLimit?.toString()).toBe("100");
});

test("two people change one version: the second is told that it changed", async () => {
  const { id, version } = await customer();
  const set = (status: "BLOCKED" | "INACTIVE") =>
    commit((work) => changeTerms(work, { id, version, status, idempotencyKey: KEY }));
  const answers = await Promise.allSettled([set("BLOCKED"), set("INACTIVE")]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(answers.find((answer) => answer.status === "rejected")?.reason).toMatchObject({ code: "STALE" });
});
