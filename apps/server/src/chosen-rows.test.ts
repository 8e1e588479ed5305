import { randomUUID } from "node:crypto";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seedStock } from "../../../bench/lib/seed.ts";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";
import { hostileClient } from "./hostile-client.fixture.ts";

let databases: TestDatabases;
let server: BenchServer;
let token: string;

beforeAll(async () => {
  databases = await testDatabases();
  server = await startServer({ env: databases.serverEnvironment });
  await seedStock(databases.neonUrl, 3, 100);
  token = await server.token();
});
afterAll(async () => {
  await server.stop();
  await databases.drop();
});

const { send, rest, expectRefused } = hostileClient(() => ({ url: server.run.url, token }));
const get = (path: string) => send(`/api/v1${path}`, { method: "GET" });
const rowsOf = (text: string) => text.trim().split("\r\n").slice(1);
const made = z.object({ id: z.string() });
const seqs = z.object({ rows: z.array(z.object({ seq: z.string() })) });

test.each([
  ["products", ["p0", "p2"], 2],
  ["customers", ["c0"], 1],
  ["warehouses", ["wb"], 1],
  ["orders", ["nobody"], 0],
  ["shipments", ["nobody"], 0],
  ["lots", ["nobody"], 0],
  ["transfers", ["nobody"], 0],
  ["counts", ["nobody"], 0],
  ["operations", ["nobody"], 0],
  ["inspections", ["nobody"], 0],
  ["nonconformances", ["nobody"], 0],
  ["imports", ["nobody"], 0],
])("of %s the chosen rows go into the file and no others", async (list, ids, rows) => {
  const file = await get(`/export/${list}.csv?ids=${ids.join(",")}`);
  expect(file.status, file.text).toBe(200);
  expect(rowsOf(file.text)).toHaveLength(rows);
});

test("movements are chosen by their numbers; what is no number is refused", async () => {
  const { rows } = seqs.parse(JSON.parse((await get("/movements")).text));
  const wanted = rows.slice(0, 2).map((row) => row.seq);
  const file = await get(`/export/movements.csv?ids=${wanted.join(",")}`);
  expect(rowsOf(file.text).map((line) => line.split(",")[0])).toEqual(wanted);
  await expectRefused(await get("/export/movements.csv?ids=abc"), 400);
});

test("too many chosen rows, none, and a list that has no ids are refused", async () => {
  const ids = Array.from({ length: 201 }, (_, index) => `p${index}`).join(",");
  await expectRefused(await get(`/export/products.csv?ids=${ids}`), 400);
  await expectRefused(await get("/export/products.csv?ids="), 400);
  await expectRefused(await get("/export/products.csv?ids=p0&ids=p1"), 400);
  await expectRefused(await get("/export/prices.csv?ids=p0"), 400);
});

test("the sheets of several counts come in one file, and an unknown one is refused", async () => {
  const plan = async (productIds: string[]) => {
    const answer = await rest("/counts", { warehouseId: "wa", scope: { productIds }, idempotencyKey: randomUUID() });
    return made.parse(JSON.parse(answer.text)).id;
  };
  const ids = [await plan(["p0"]), await plan(["p1"])];
  const pagesOf = (text: string) => Number(/\/Type \/Pages[\s\S]*?\/Count (\d+)/.exec(text)?.[1]);
  const one = await get(`/count-sheets.pdf?ids=${ids[0]}`);
  expect(pagesOf(one.text)).toBe(1);
  const both = await get(`/count-sheets.pdf?ids=${ids.join(",")}`);
  expect([both.status, both.headers.get("content-type"), pagesOf(both.text)]).toEqual([200, "application/pdf", 2]);
  expect(pagesOf((await get(`/counts/${ids[0]}/sheet.pdf`)).text)).toBe(1);
  await expectRefused(await get("/count-sheets.pdf?ids=nobody"), 404);
  await expectRefused(await get(`/count-sheets.pdf?ids=${Array.from({ length: 21 }, () => "x").join(",")}`), 400);
});
