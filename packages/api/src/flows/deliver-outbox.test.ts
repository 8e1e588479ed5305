import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { disconnectAll, neonClient, supabaseClient, SupabasePrismaClient, type NeonPrismaClient } from "@invista/db";
import { markRefused, replayDeliveries } from "@invista/domain/delivery";
import { receiveEvents } from "@invista/domain/system";
import type { Notice } from "@invista/domain/shared/work";
import { commit, KEY, stockOf } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { adjustStock } from "@invista/domain/stock";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverBatch, startWorker } from "./deliver-outbox.ts";

let databases: TestDatabases;
const both = { neon: neonClient, supabase: supabaseClient };
const people = { seller: "", keeper: "", elsewhere: "", suspended: "" };

beforeAll(async () => {
  databases = await useTestDatabases();
  const role = await supabaseClient.role.create({ data: { name: "Confirmers", permissions: ["order:confirm"] } });
  const person = async (name: string, warehouseScope: string[], status: "ACTIVE" | "SUSPENDED" = "ACTIVE") =>
    (
      await supabaseClient.user.create({
        data: { email: `${name}@example.com`, status, userRoles: { create: { roleId: role.id, warehouseScope } } },
      })
    ).id;
  people.seller = await person("seller", []);
  people.keeper = await person("keeper", ["wh-a"]);
  people.elsewhere = await person("elsewhere", ["wh-b"]);
  people.suspended = await person("suspended", [], "SUSPENDED");
});
beforeEach(async () => {
  while ((await deliverBatch(both)) > 0);
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

function notice(parts: Partial<Notice> = {}): Notice {
  return {
    kind: "general",
    to: { userIds: [people.seller] },
    title: "Test",
    message: "A message",
    type: "INFO",
    link: "/orders/1",
    dedupeKey: randomUUID(),
    ...parts,
  };
}

/** A command that moves stock, so that its digest covers movements and journal lines. */
async function adjust(parts: { notices?: Notice[]; delta?: string } = {}): Promise<string> {
  const item = await stockOf({ quantity: "5" });
  const done = await commit(async (work) => {
    (parts.notices ?? []).forEach((one) => work.notify(one));
    return adjustStock(work, {
      productId: item.productId,
      warehouseId: item.warehouseId,
      location: "",
      lotId: null,
      delta: parts.delta ?? "2",
      reason: "FOUND",
      unitCost: "1",
      note: null,
      idempotencyKey: KEY,
    });
  });
  return done.operationId;
}

const audits = (operationId: string) => supabaseClient.auditLog.count({ where: { operationId } });
const received = (dedupeKey: string) =>
  supabaseClient.userNotification.findMany({ where: { dedupeKey }, select: { userId: true } });
const outbox = (operationId: string) =>
  neonClient.outboxEvent.findMany({ where: { operationId }, orderBy: { id: "asc" } });

async function chainBreaksAt(): Promise<bigint | null> {
  const [found] = await supabaseClient.$queryRaw<{ seq: bigint | null }[]>`SELECT verify_audit_chain() AS seq`;
  return found?.seq ?? null;
}

/** Events as the worker claims them, as often and in whatever order the test wants. */
async function claimed(operationIds: string[]) {
  const rows = await neonClient.outboxEvent.findMany({ where: { operationId: { in: operationIds } } });
  return rows.map((row) => ({
    id: String(row.id),
    topic: row.topic,
    operationId: row.operationId,
    payload: row.payload,
    attempts: 0,
  }));
}

/** An event whose payload the receiver does not understand. */
async function poison(): Promise<bigint> {
  return (
    await neonClient.outboxEvent.create({
      data: { topic: "audit", entity: "poison:1", payload: { nothing: "useful" } },
    })
  ).id;
}

describe("delivery from the business database to the identity database", () => {
  test("a command's audit row and notification arrive once, with its digest, in an unbroken chain", async () => {
    const one = notice();
    const operationId = await adjust({ notices: [one] });
    expect(await deliverBatch(both)).toBe(2);
    expect(await deliverBatch(both)).toBe(0);
    const audit = await supabaseClient.auditLog.findMany({ where: { operationId } });
    const [digest] = await neonClient.$queryRaw<
      { hex: string }[]
    >`SELECT encode(operation_digest(${operationId}), 'hex') AS hex`;
    expect(audit.map((row) => [row.action, row.operationDigest])).toEqual([["ADJUST", digest?.hex]]);
    const [empty] = await neonClient.$queryRaw<
      { hex: string }[]
    >`SELECT encode(operation_digest('no such operation'), 'hex') AS hex`;
    expect(digest?.hex).not.toBe(empty?.hex);
    expect(await received(one.dedupeKey)).toEqual([{ userId: people.seller }]);
    expect(await chainBreaksAt()).toBeNull();
  });

  test("events delivered again, twice, in any order and by several workers at once change nothing", async () => {
    const keys = Array.from({ length: 12 }, () => notice());
    const operations = await Promise.all(keys.map((one) => adjust({ notices: [one] })));
    const events = await claimed(operations);
    const twice = [...events, ...events]
      .map((event) => ({ event, at: Math.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ event }) => event);
    for (const event of twice.slice(0, 24)) await supabaseClient.$transaction((tx) => receiveEvents(tx, [event]));
    await Promise.all([
      deliverBatch(both),
      deliverBatch(both),
      deliverBatch(both),
      ...twice
        .slice(24)
        .map((event) => supabaseClient.$transaction((tx) => receiveEvents(tx, [event]), { maxWait: 10_000 })),
    ]);
    // A restore puts delivered events back into delivery.
    await neonClient.outboxEvent.updateMany({
      where: { operationId: { in: operations } },
      data: { deliveredAt: null },
    });
    expect(await deliverBatch(both)).toBe(24);
    for (const [index, operationId] of operations.entries()) {
      expect(await audits(operationId)).toBe(1);
      expect(await received(keys[index]?.dedupeKey ?? "")).toHaveLength(1);
    }
    expect(await chainBreaksAt()).toBeNull();
  });

  test("one batch that holds an event twice delivers it once", async () => {
    const operationId = await adjust();
    const events = await claimed([operationId]);
    await supabaseClient.$transaction((tx) => receiveEvents(tx, [...events, ...events])).catch(() => undefined);
    await deliverBatch(both);
    expect(await audits(operationId)).toBe(1);
  });

  test("a poison event is tried ten times with growing pauses and then given up, while others pass", async () => {
    const bad = await poison();
    const good = await adjust();
    expect(await deliverBatch(both)).toBe(2);
    expect(await audits(good)).toBe(1);
    const first = await neonClient.outboxEvent.findUniqueOrThrow({ where: { id: bad } });
    expect(first).toMatchObject({ attempts: 1, deadAt: null, deliveredAt: null });
    expect(first.lastError).toMatch(/userId/);
    expect(await deliverBatch(both)).toBe(0);
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      await neonClient.outboxEvent.update({ where: { id: bad }, data: { nextAttemptAt: new Date(0) } });
      expect(await deliverBatch(both)).toBe(1);
      const seen = await neonClient.outboxEvent.findUniqueOrThrow({ where: { id: bad } });
      expect([seen.attempts, seen.deadAt !== null]).toEqual([attempt, attempt === 10]);
      const pause = seen.nextAttemptAt.getTime() - Date.now();
      expect(pause).toBeGreaterThan(Math.min(2 ** attempt, 300) * 800 - 2_000);
      expect(pause).toBeLessThan(Math.min(2 ** attempt, 300) * 1_200 + 2_000);
    }
    await neonClient.outboxEvent.update({ where: { id: bad }, data: { nextAttemptAt: new Date(0) } });
    expect(await deliverBatch(both)).toBe(0);
  });

  test("a given-up event is delivered after a replay, which is itself audited", async () => {
    const operationId = await adjust();
    const [event] = await outbox(operationId);
    const id = event?.id ?? 0n;
    await neonClient.$executeRaw`UPDATE outbox_event SET attempts = 9 WHERE id = ${id}`;
    await neonClient.$transaction((tx) => markRefused(tx, String(id), "not understood"));
    expect(await deliverBatch(both)).toBe(0);
    const replay = await commit(async (work) => ({
      ...(await replayDeliveries(work, { ids: [String(id)], idempotencyKey: KEY })),
      operationId: work.operationId,
    }));
    expect(replay.replayed).toBe(1);
    expect(await deliverBatch(both)).toBe(2);
    expect(await audits(operationId)).toBe(1);
    expect(await supabaseClient.auditLog.count({ where: { operationId: replay.operationId, action: "REPLAY" } })).toBe(
      1,
    );
    await expect(
      commit((work) => replayDeliveries(work, { ids: [String(id)], idempotencyKey: KEY })),
    ).rejects.toMatchObject({ rule: "delivery.notDead" });
  });

  test.each([
    ["refuses connections", () => "postgresql://postgres:none@127.0.0.1:1/invista"],
    ["has lost the database", () => databases.supabaseUrl.replace(/[^/]+$/, "invista_dropped")],
    ["no longer takes the password", () => databases.supabaseUrl.replace(/:[^:@/]+@/, ":wrong@")],
    ["takes only reads", () => `${databases.supabaseUrl}?options=-c%20default_transaction_read_only%3Don`],
  ])("no attempt is counted while the identity server %s", async (_, url) => {
    const operationId = await adjust();
    const away = new SupabasePrismaClient({ datasources: { db: { url: url() } } });
    await expect(deliverBatch({ neon: neonClient, supabase: away })).rejects.toThrow();
    await away.$disconnect();
    expect(await outbox(operationId)).toMatchObject([
      { attempts: 0, deadAt: null, deliveredAt: null, lastError: null },
    ]);
    await deliverBatch(both);
    expect(await audits(operationId)).toBe(1);
  });

  test("a notice to a permission reaches who holds it in that warehouse, but not who is excepted or suspended", async () => {
    const everywhere = notice({ to: { permission: "order:confirm", except: people.seller } });
    const inA = notice({ to: { permission: "order:confirm", warehouseId: "wh-a" } });
    const named = notice({ to: { userIds: [people.suspended, people.elsewhere, "nobody"] } });
    await adjust({ notices: [everywhere, inA, named] });
    await deliverBatch(both);
    const names = async (one: Notice) => (await received(one.dedupeKey)).map((row) => row.userId).sort();
    expect(await names(everywhere)).toEqual([people.keeper, people.elsewhere].sort());
    expect(await names(inA)).toEqual([people.seller, people.keeper].sort());
    expect(await names(named)).toEqual([people.elsewhere]);
  });

  test("two notices with one key reach a user once", async () => {
    const one = notice();
    await adjust({ notices: [one, { ...one, title: "Again" }] });
    await adjust({ notices: [one] });
    await deliverBatch(both);
    expect(await received(one.dedupeKey)).toHaveLength(1);
  });
});

describe("the delivery worker", () => {
  test("events that arrive between looking and waiting are delivered at once, not by the safety poll", async () => {
    let arrive: (() => Promise<void>) | null = null;
    const neon: NeonPrismaClient = new Proxy(neonClient, {
      get: (client, property) => {
        if (property !== "$transaction") return Reflect.get(client, property);
        return async (...given: Parameters<NeonPrismaClient["$transaction"]>) => {
          const claimedCount: unknown = await client.$transaction(...given);
          const late = arrive;
          if (claimedCount === 0 && late) {
            arrive = null;
            await late();
          }
          return claimedCount;
        };
      },
    });
    const failures: unknown[] = [];
    const worker = startWorker({ neon, supabase: supabaseClient }, (error) => failures.push(error));
    for (let round = 0; round < 4; round += 1) {
      const written = Promise.withResolvers<{ operationId: string; at: number }>();
      arrive = async () => {
        const operationId = await adjust();
        worker.wake();
        written.resolve({ operationId, at: performance.now() });
      };
      worker.wake();
      const { operationId, at } = await written.promise;
      while ((await audits(operationId)) === 0) await sleep(5);
      expect(performance.now() - at).toBeLessThan(600);
    }
    await worker.stop();
    expect(failures).toEqual([]);
  });

  test("without anyone to wake it, it looks each second; an error is reported and does not end it", async () => {
    const failures: unknown[] = [];
    let broken = true;
    const supabase: SupabasePrismaClient = new Proxy(supabaseClient, {
      get: (client, property) => {
        if (property === "$transaction" && broken)
          return () => Promise.reject(new Error("Connection terminated unexpectedly"));
        return Reflect.get(client, property);
      },
    });
    const operationId = await adjust();
    const worker = startWorker({ neon: neonClient, supabase }, (error) => failures.push(error));
    while (failures.length === 0) await sleep(10);
    broken = false;
    const at = performance.now();
    while ((await audits(operationId)) === 0) await sleep(10);
    expect(performance.now() - at).toBeLessThan(3_500);
    await worker.stop();
    expect(await outbox(operationId)).toMatchObject([{ attempts: 0 }]);
  });
});
