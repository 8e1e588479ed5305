import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { disconnectAll, supabaseClient } from "@invista/db";
import { person } from "@invista/testkit/identity-makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendDigests, sendDueMails, type NoticeMail } from "./send-notices.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

/** A mail server that refuses one address. */
function postOffice(dead: string) {
  const sent: string[] = [];
  const send = async ({ to }: NoticeMail) => {
    if (to === dead) throw new Error("550 no such mailbox");
    sent.push(to);
  };
  return { sent, desk: { supabase: supabaseClient, settings: DEFAULT_SETTINGS, send, siteUrl: "http://localhost" } };
}

async function people() {
  const actors = [await person(), await person(), await person()];
  const rows = await supabaseClient.user.findMany({
    where: { id: { in: actors.map(({ userId }) => userId) } },
    select: { id: true, email: true },
  });
  return rows.toSorted((a, b) => a.email.localeCompare(b.email));
}

test("a mailbox that is dead holds up nobody else's mail, and its own is tried again", async () => {
  const [first, ...others] = await people();
  for (const { id } of [first, ...others].flatMap((one) => (one ? [one] : [])))
    await supabaseClient.userNotification.create({
      data: { userId: id, title: "t", message: "m", type: "INFO", mailDueAt: new Date(0) },
    });
  const { sent, desk } = postOffice(first?.email ?? "");
  await expect(sendDueMails(desk)).rejects.toThrow("1 of 3 mails were refused");
  expect(sent.toSorted()).toEqual(others.map(({ email }) => email));
  expect(await supabaseClient.userNotification.count({ where: { mailedAt: null, mailDueAt: { not: null } } })).toBe(1);
});

test("a mailbox that is dead holds up nobody else's daily summary", async () => {
  const [first, ...others] = await people();
  for (const { id } of [first, ...others].flatMap((one) => (one ? [one] : []))) {
    await supabaseClient.profile.update({
      where: { userId: id },
      data: { preferences: { notifications: { digest: true } } },
    });
    await supabaseClient.userNotification.create({ data: { userId: id, title: "t", message: "m", type: "INFO" } });
  }
  const { sent, desk } = postOffice(first?.email ?? "");
  const now = new Date(Date.now() + 86_400_000);
  now.setUTCHours(12);
  await expect(sendDigests(desk, now)).rejects.toThrow("1 of 3 mails were refused");
  expect(sent.toSorted()).toEqual(others.map(({ email }) => email));
});
