import { MAX_VIEWS } from "@invista/contracts/view/view";
import { disconnectAll, supabaseClient } from "@invista/db";
import { commitIdentity, defaultRoles, person } from "@invista/testkit/identity-makers";
import { KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import { createView, listViews, removeView, updateDisplay, updateView } from "./index.ts";

let databases: TestDatabases;
let manager: Actor;
let operator: Actor;
beforeAll(async () => {
  databases = await useTestDatabases();
  const roles = await defaultRoles();
  manager = await person([roles["Inventory manager"]]);
  operator = await person([roles["Warehouse operator"]]);
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const view = (fields: object = {}) => ({
  list: "stock",
  name: "Low in Rotterdam",
  search: { view: "BELOW", q: "valve", lead: 10 },
  hidden: ["value"],
  shared: false,
  idempotencyKey: KEY,
  ...fields,
});
const create = (as: Actor, fields: object = {}) => commitIdentity((work) => createView(work, view(fields)), { as });
const names = async (as: Actor, list = "stock") =>
  (await listViews(supabaseClient, as, { list })).rows.map((row) => row.name);

test("a view is one's own, keeps filters, order and columns, and leaves other preferences alone", async () => {
  await commitIdentity((work) => updateDisplay(work, { theme: "dark", idempotencyKey: KEY }), { as: operator });
  const made = await create(operator);
  expect((await listViews(supabaseClient, operator, { list: "stock" })).rows).toEqual([
    {
      id: made.id,
      list: "stock",
      name: "Low in Rotterdam",
      search: { view: "BELOW", q: "valve", lead: 10 },
      hidden: ["value"],
      shared: false,
      isOwn: true,
      mayChange: true,
      ownerName: expect.stringContaining("Person"),
      version: 1,
    },
  ]);
  expect(await names(manager)).toEqual([]);
  expect(await names(operator, "orders")).toEqual([]);
  await expect(create(operator, { name: " low in rotterdam " })).rejects.toMatchObject({ rule: "view.nameTaken" });
  const changed = { id: made.id, version: 1, name: "Low", search: {}, hidden: [], shared: false, idempotencyKey: KEY };
  expect(await commitIdentity((work) => updateView(work, changed), { as: operator })).toMatchObject({ version: 2 });
  await expect(commitIdentity((work) => updateView(work, changed), { as: operator })).rejects.toMatchObject({
    code: "STALE",
  });
  await expect(commitIdentity((work) => updateView(work, changed), { as: manager })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await commitIdentity((work) => removeView(work, { id: made.id, version: 2, idempotencyKey: KEY }), { as: operator });
  expect(await names(operator)).toEqual([]);
  const profile = await supabaseClient.profile.findUniqueOrThrow({ where: { userId: operator.userId } });
  expect(profile.preferences).toMatchObject({ theme: "dark" });
});

test("who may share does so; the others see it and can't change it", async () => {
  const made = await create(manager, { name: "For all" });
  const change = {
    id: made.id,
    version: 1,
    name: "For all",
    search: {},
    hidden: [],
    shared: true,
    idempotencyKey: KEY,
  };
  await commitIdentity((work) => updateView(work, change), { as: manager });
  const [seen] = (await listViews(supabaseClient, operator, { list: "stock" })).rows;
  expect(seen).toMatchObject({ name: "For all", shared: true, isOwn: false, mayChange: false, version: 2 });
  const missing = { code: "FORBIDDEN", details: { permission: "saved_view:share" } };
  await expect(create(operator, { shared: true })).rejects.toMatchObject(missing);
  const taken = { ...change, version: 2, name: "Mine" };
  await expect(commitIdentity((work) => updateView(work, taken), { as: operator })).rejects.toMatchObject(missing);
  const remove = { id: made.id, version: 2, idempotencyKey: KEY };
  await expect(commitIdentity((work) => removeView(work, remove), { as: operator })).rejects.toMatchObject(missing);
  await commitIdentity((work) => removeView(work, remove), { as: manager });
  expect(await names(operator)).toEqual([]);
});

test("two windows that save one name at once keep one view", async () => {
  const both = await Promise.allSettled([create(manager, { name: "Twice" }), create(manager, { name: "Twice" })]);
  expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { rule: "view.nameTaken" } });
});

test("there is an end to them", async () => {
  const someone = await person([]);
  const views = Object.fromEntries(
    Array.from({ length: MAX_VIEWS }, (_, n) => [
      `v${n}`,
      { id: `v${n}`, list: "stock", name: `View ${n}`, search: {}, hidden: [], ownerId: someone.userId, version: 1 },
    ]),
  );
  await supabaseClient.profile.update({ where: { userId: someone.userId }, data: { preferences: { views } } });
  await expect(create(someone)).rejects.toMatchObject({ rule: "view.tooMany" });
  // What no version of ours has written is passed over.
  await supabaseClient.profile.update({
    where: { userId: someone.userId },
    data: { preferences: { views: { odd: 7 } } },
  });
  expect(await names(someone)).toEqual([]);
  await supabaseClient.profile.update({ where: { userId: someone.userId }, data: { preferences: { views: "odd" } } });
  await create(someone);
  expect(await names(someone)).toEqual(["Low in Rotterdam"]);
});
