import { supabaseClient } from "@invista/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { key, startPeople, type People } from "./people-host.ts";

let people: People;
beforeAll(async () => {
  people = await startPeople();
});
afterAll(() => people.close());

test("display choices are the browser's until chosen, and a choice can be taken back", async () => {
  const person = await people.person();
  const caller = people.as(person, "Sales");
  expect((await caller.profile.get({})).display).toEqual({ locale: null, timezone: null, theme: null, density: null });
  await caller.profile.updateDisplay({ locale: "de-DE", timezone: "Asia/Tokyo", ...key() });
  await caller.profile.updateDisplay({ theme: "dark", ...key() });
  expect((await caller.session.me({})).display).toEqual({
    locale: "de-DE",
    timezone: "Asia/Tokyo",
    theme: "dark",
    density: null,
  });
  expect(await caller.profile.updateDisplay({ locale: null, ...key() })).toMatchObject({
    locale: null,
    timezone: "Asia/Tokyo",
  });
});

test("what other parts of the product keep in the preferences stays", async () => {
  const person = await people.person();
  await supabaseClient.profile.update({ where: { userId: person.id }, data: { preferences: { digest: "daily" } } });
  await people.as(person, "Sales").profile.updateDisplay({ density: "compact", ...key() });
  const { preferences } = await supabaseClient.profile.findUniqueOrThrow({ where: { userId: person.id } });
  expect(preferences).toMatchObject({ digest: "daily", density: "compact" });
});

test.each([{ locale: "not a region" }, { locale: "xx-nonsense-1" }, { timezone: "Mars/Olympus" }, { timezone: "" }])(
  "%j is refused",
  async (choice) => {
    const person = await people.person();
    await expect(people.as(person, "Sales").profile.updateDisplay({ ...choice, ...key() })).rejects.toMatchObject({
      cause: { code: "INVALID", details: { issues: expect.anything() } },
    });
  },
);

test("two windows on one version: the second is told, and no profile is made up for it", async () => {
  const person = await people.person();
  const caller = people.as(person, "Sales");
  const words = { firstName: "Robin", lastName: null, phone: null, bio: null };
  expect(await caller.profile.update({ version: 1, ...words, ...key() })).toEqual({ version: 2 });
  await expect(caller.profile.update({ version: 1, ...words, ...key() })).rejects.toMatchObject({
    cause: { code: "STALE" },
  });
  expect(await caller.profile.get({})).toMatchObject({ firstName: "Robin", lastName: null, version: 2 });
});

test("an account without a profile has the defaults, and gets one with the first change", async () => {
  const person = await people.person();
  await supabaseClient.profile.delete({ where: { userId: person.id } });
  const caller = people.as(person, "Sales");
  expect(await caller.profile.get({})).toMatchObject({ firstName: null, version: 1 });
  await caller.profile.update({ version: 1, firstName: "Kim", lastName: null, phone: null, bio: null, ...key() });
  expect(await caller.profile.get({})).toMatchObject({ firstName: "Kim", version: 2 });
});

test("a program changes nobody's profile: an API key is refused", async () => {
  const program = people.as(await people.person(), "Sales", { apiKeyId: "key", hasSecondFactor: false, aal: "aal1" });
  const words = { version: 1, firstName: "Bot", lastName: null, phone: null, bio: null };
  for (const attempt of [
    program.profile.update({ ...words, ...key() }),
    program.profile.updateDisplay({ theme: "dark", ...key() }),
  ])
    await expect(attempt).rejects.toMatchObject({ cause: { rule: "auth.apiKeyNotEnough" } });
});
