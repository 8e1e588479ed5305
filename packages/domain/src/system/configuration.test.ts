import { DEFAULT_SETTINGS, SETTING_KEYS, SETTINGS } from "@invista/contracts/config/registry";
import { disconnectAll, supabaseClient } from "@invista/db";
import { commitIdentity } from "@invista/testkit/identity-makers";
import { actor, KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import {
  listConfiguration,
  listConfigurationHistory,
  openSettings,
  resetConfiguration,
  updateConfiguration,
} from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const owner = actor();
const set = (key: string, value: string | number | boolean | null, version = 0, as: Actor = owner) =>
  commitIdentity((work) => updateConfiguration(work, { key, value, version, idempotencyKey: KEY } as never), { as });
const rowOf = async (key: string, as: Actor = owner) =>
  (await listConfiguration(supabaseClient, as)).rows.find((row) => row.key === key);

test("every default fits its own schema, but for a secret that is not set", () => {
  const wrong = SETTING_KEYS.filter((key) => !SETTINGS[key].schema.safeParse(SETTINGS[key].default).success);
  expect(wrong).toEqual(["notifications.smtp_url"]);
});

test("a choice replaces the default, is validated by the setting's own schema, and goes back", async () => {
  expect(await rowOf("security.session_idle_minutes")).toMatchObject({ value: 480, isSet: false, version: 0 });
  await expect(set("security.session_idle_minutes", "long")).rejects.toMatchObject({ code: "INVALID" });
  await expect(set("security.session_idle_minutes", 1)).rejects.toMatchObject({
    details: { issues: { value: "is at least 5" } },
  });
  const { version } = await set("security.session_idle_minutes", 30);
  expect(await rowOf("security.session_idle_minutes")).toMatchObject({ value: 30, isSet: true, version });
  await expect(set("security.session_idle_minutes", 40, 0)).rejects.toMatchObject({ code: "STALE" });
  const reset = { key: "security.session_idle_minutes" as const, version, idempotencyKey: KEY };
  await commitIdentity((work) => resetConfiguration(work, reset), { as: owner });
  expect(await rowOf("security.session_idle_minutes")).toMatchObject({ value: 480, isSet: false });
  const { rows } = await listConfigurationHistory(supabaseClient, owner, "security.session_idle_minutes");
  expect(rows.map(({ action, before, after }) => [action, before, after])).toEqual([
    ["RESET", 30, 480],
    ["UPDATE", 480, 30],
  ]);
});

test("two people choose a setting for the first time at once: one of them is told that it changed", async () => {
  const outcomes = await Promise.allSettled([set("orders.hold_days", 3), set("orders.hold_days", 4)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "STALE" } });
});

test("a secret is written and never shown: not in the list, not in the history, not in the audit trail", async () => {
  const secret = "smtp://user:very-secret-word@mail.example.com";
  await set("notifications.smtp_url", secret);
  expect(await rowOf("notifications.smtp_url")).toMatchObject({ value: null, isSet: true });
  const history = await listConfigurationHistory(supabaseClient, owner, "notifications.smtp_url");
  expect(history.rows).toMatchObject([{ before: "not set", after: "set" }]);
  const [found] = await supabaseClient.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM audit_log a WHERE a::text LIKE '%very-secret-word%'`;
  expect(found?.n).toBe(0);
});

test("what protects accounts is changed by those who define roles; an accountant sees what concerns him", async () => {
  const admin = actor({ role: "Admin" });
  await expect(set("security.password_min_length", 8, 0, admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await set("general.locale", "de-CH", 0, admin);
  expect(await rowOf("security.password_min_length", admin)).toMatchObject({ mayChange: false });
  const seen = (await listConfiguration(supabaseClient, actor({ role: "Accountant" }))).rows.map(({ key }) => key);
  expect(seen).toContain("general.currency");
  expect(seen.filter((key) => key.startsWith("security."))).toEqual([]);
  await expect(
    listConfigurationHistory(supabaseClient, actor({ role: "Accountant" }), "security.password_min_length"),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a change reaches two processes at once, and what does not fit counts as not chosen", async () => {
  const report = (error: unknown) => {
    throw error;
  };
  const two = await Promise.all([1, 2].map(() => openSettings(supabaseClient, databases.supabaseUrl, report)));
  const hours = () => two.map((cache) => cache.get("security.invitation_hours"));
  const all = (value: number) => expect.poll(hours, { timeout: 2_000, interval: 10 }).toEqual([value, value]);
  try {
    await all(24);
    await set("security.invitation_hours", 5);
    await all(5);
    await supabaseClient.systemConfiguration.update({
      where: { key: "security.invitation_hours" },
      data: { value: "x" },
    });
    await all(DEFAULT_SETTINGS.get("security.invitation_hours"));
  } finally {
    await Promise.all(two.map((cache) => cache.close()));
  }
});
