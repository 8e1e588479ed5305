import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { httpClient, type HttpClient } from "../../../bench/lib/client.ts";
import { seedStock } from "../../../bench/lib/seed.ts";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";
import { hostileClient } from "./hostile-client.fixture.ts";

let databases: TestDatabases;
let server: BenchServer;
let client: HttpClient;
let token: string;

beforeAll(async () => {
  databases = await testDatabases();
  server = await startServer({
    env: databases.serverEnvironment,
  });
  await seedStock(databases.neonUrl, 3, 100);
  token = await server.token();
  client = httpClient(server.run.url, 8, { authorization: `Bearer ${token}` });
});
afterAll(async () => {
  expect(server.child.exitCode).toBeNull();
  client.close();
  await server.stop();
  await databases.drop();
});

const { send, trpc, expectRefused } = hostileClient(() => ({ url: server.run.url, token }));

describe("files", () => {
  const upload = (content: string | Buffer, fileName = "products.csv", headers: Record<string, string> = {}) =>
    send(`/api/v1/imports?fileName=${encodeURIComponent(fileName)}`, {
      body: content,
      headers: { "content-type": "text/csv", ...headers },
    });
  const view = z.object({
    status: z.string(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    rowsTotal: z.number(),
  });

  async function checked(content: string | Buffer, fileName?: string) {
    const answer = await upload(content, fileName);
    if (answer.status !== 201) return answer;
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(answer.text));
    await trpc("import.check", { id, options: {}, idempotencyKey: randomUUID() });
    for (const end = Date.now() + 45_000; Date.now() < end; await sleep(50)) {
      const found = view.parse(JSON.parse((await send(`/api/v1/imports/${id}`, { method: "GET" })).text));
      if (!["UPLOADED", "CHECKING"].includes(found.status)) return found;
    }
    throw new Error("the file was not checked in time");
  }

  test("a picture named .csv and an empty file are refused and say why", async () => {
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(2_000, 7)]);
    for (const content of [png, Buffer.alloc(0), Buffer.from("\ufeff"), Buffer.from("sku")]) {
      const found = await checked(content);
      if ("headers" in found) await expectRefused(found, [400, 413, 415]);
      else
        expect([found.status, found.error?.message, found.rowsTotal]).toEqual([
          expect.stringMatching(/FAILED|NEEDS_MAPPING/),
          expect.stringMatching(/\w{4}/),
          0,
        ]);
    }
  });

  test("200,000 rows, of which some are wrong, are checked while others work", async () => {
    const rows = Array.from(
      { length: 200_000 },
      (_, index) => `BIG-${index},Product ${index},${index % 1_000 === 0 ? "not a number" : "3"}`,
    );
    const work = checked(`sku,name,quantity\n${rows.join("\n")}\n`, "big.csv");
    const latencies: number[] = [];
    for (let call = 0; call < 10; call += 1) {
      const start = performance.now();
      expect((await client.send({ method: "GET", path: "/trpc/product.list?input=%7B%7D" })).status).toBe(200);
      latencies.push(performance.now() - start);
      await sleep(50);
    }
    expect(await work).toMatchObject({ status: expect.stringMatching(/CHECKED|NEEDS_MAPPING|FAILED/) });
    expect(Math.max(...latencies)).toBeLessThan(5_000);
  });

  test("names that climb out of the folder and headers that lie stay names", async () => {
    await expectRefused(await upload("sku,name\nA,B\n", "x".repeat(300)), 400);
    expect((await upload("sku,name\nA,B\n", "../../../../etc/passwd")).status).toBe(201);
    await expectRefused(await upload("sku,name\nA,B\n", "a.csv", { "idempotency-key": "not a uuid" }), 400);
    const key = { "idempotency-key": randomUUID() };
    const twice = [await upload("sku,name\nC,D\n", "a.csv", key), await upload("sku,name\nC,D\n", "a.csv", key)];
    expect(twice.map((answer) => answer.status)).toEqual([201, 201]);
    expect(twice[1]?.text).toBe(twice[0]?.text);
    await expectRefused(await send("/api/v1/imports", { body: "sku\n", headers: { "content-type": "text/csv" } }), 400);
    await expectRefused(await send("/api/v1/imports/no-such/rejected.csv", { method: "GET" }), 404);
  });
});
