import { randomUUID } from "node:crypto";
import { disconnectAll, supabaseClient } from "@invista/db";
import { commitIdentity, person } from "@invista/testkit/identity-makers";
import { KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import {
  claimDigests,
  claimMails,
  getPreferences,
  listNotifications,
  markMailed,
  markRead,
  releaseDigest,
  receiveEvents,
  setPreferences,
} from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

let event = 0;
const tell = (to: Actor, kind: string, dedupeKey = randomUUID()) =>
  supabaseClient.$transaction((tx) =>
    receiveEvents(tx, [
      {
        id: String(++event),
        topic: "notification",
        operationId: null,
        payload: {
          kind,
          to: { userIds: [to.userId] },
          title: kind,
          message: "m",
          type: "INFO",
          link: "/orders/1",
          dedupeKey,
        },
      },
    ]),
  );
const choose = (who: Actor, kinds: Record<string, { inApp: boolean; mail: boolean }>, digest = false) =>
  commitIdentity((work) => setPreferences(work, { kinds, digest, idempotencyKey: KEY }), { as: who });
const listOf = async (who: Actor) => (await listNotifications(supabaseClient, who.userId, { limit: 50 })).rows;
const at = (time: string) => new Date(`2030-05-01T${time}Z`);

test("people are told as they chose for that kind of event: in the product, by mail, both or not at all", async () => {
  const someone = await person();
  expect((await getPreferences(supabaseClient, someone.userId)).kinds["order.placed"]).toEqual({
    inApp: true,
    mail: false,
  });
  await choose(someone, {
    "order.placed": { inApp: false, mail: true },
    "order.changed": { inApp: true, mail: true },
    "order.to_confirm": { inApp: false, mail: false },
  });
  for (const kind of ["order.placed", "order.changed", "order.to_confirm", "general", "of a newer version"])
    await tell(someone, kind);
  expect((await listOf(someone)).map((row) => row.title).toSorted()).toEqual([
    "general",
    "of a newer version",
    "order.changed",
  ]);
  const mails = await claimMails(supabaseClient);
  expect(mails.map((mail) => mail.title).toSorted()).toEqual(["order.changed", "order.placed"]);
  expect(await claimMails(supabaseClient)).toEqual([]);
  // Not handed over: due again later. Sent: never again.
  await markMailed(supabaseClient, mails[0]?.id ?? "");
  await supabaseClient.userNotification.updateMany({
    where: { mailDueAt: { not: null } },
    data: { mailDueAt: new Date() },
  });
  expect((await claimMails(supabaseClient)).map((mail) => mail.id)).toEqual([mails[1]?.id]);
});

test("one event that arrives twice is one notification", async () => {
  const someone = await person();
  const key = randomUUID();
  await tell(someone, "general", key);
  await tell(someone, "general", key);
  expect(await listOf(someone)).toHaveLength(1);
});

test("a notification is marked as read and as unread again", async () => {
  const someone = await person();
  await tell(someone, "general");
  const [row] = await listOf(someone);
  const mark = (read: boolean) =>
    markRead(supabaseClient, someone.userId, { ids: [row?.id ?? ""], read, idempotencyKey: KEY });
  expect(await mark(true)).toEqual({ marked: 1, unread: 0 });
  expect(await mark(true)).toEqual({ marked: 0, unread: 0 });
  expect(await mark(false)).toEqual({ marked: 1, unread: 1 });
});

test("the daily summary comes once a day from the chosen hour on, in the person's own time zone", async () => {
  const someone = await person();
  await supabaseClient.profile.update({
    where: { userId: someone.userId },
    data: { timezone: "America/New_York", preferences: { ownTimezone: true } },
  });
  await choose(someone, {}, true);
  await tell(someone, "general");
  const claim = (now: Date) => claimDigests(supabaseClient, 7, now, "UTC");
  expect(await claim(at("10:30:00"))).toEqual([]);
  const [digest] = await claim(at("11:00:00"));
  expect(digest).toMatchObject({ day: "2030-05-01", unread: 1, rows: [{ title: "general", link: "/orders/1" }] });
  expect(await claim(at("20:00:00"))).toEqual([]);
  await choose(someone, {}, true);
  expect(await claim(at("21:00:00"))).toEqual([]);
  const [next] = await claim(new Date("2030-05-02T11:30:00Z"));
  if (!next) throw new Error("no summary on the next day");
  // Given back once, it comes once more; a mailbox that is dead is not tried all day.
  await releaseDigest(supabaseClient, next);
  expect(await claim(new Date("2030-05-02T11:31:00Z"))).toHaveLength(1);
  await releaseDigest(supabaseClient, next);
  expect(await claim(new Date("2030-05-02T11:32:00Z"))).toEqual([]);
});

test("the daily summary of someone who chose no time zone is due by the company's", async () => {
  const someone = await person();
  await choose(someone, {}, true);
  await tell(someone, "general");
  const claim = async (time: string) =>
    (await claimDigests(supabaseClient, 7, new Date(`2032-03-01T${time}Z`), "Asia/Tokyo")).map(({ userId }) => userId);
  // Half past six in Tokyo, then half past seven.
  expect(await claim("21:30:00")).not.toContain(someone.userId);
  expect(await claim("22:30:00")).toContain(someone.userId);
});

test("two workers at once send one summary; nothing unread is no summary; whoever did not ask gets none", async () => {
  const asked = await person();
  const quiet = await person();
  const without = await person();
  await choose(asked, {}, true);
  await choose(quiet, {}, true);
  await tell(asked, "general");
  await tell(without, "general");
  const now = new Date("2031-01-01T09:00:00Z");
  const claims = await Promise.all([1, 2, 3].map(() => claimDigests(supabaseClient, 7, now, "UTC")));
  const addresses = await supabaseClient.user.findMany({
    where: { id: { in: [asked.userId, quiet.userId, without.userId] } },
    select: { id: true, email: true },
  });
  const mine = new Set(addresses.map(({ email }) => email));
  expect(
    claims
      .flat()
      .filter(({ email }) => mine.has(email))
      .map(({ email }) => email),
  ).toEqual([addresses.find(({ id }) => id === asked.userId)?.email]);
});
