import { randomUUID } from "node:crypto";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { httpClient, type HttpClient } from "../../../bench/lib/client.ts";
import { seedStock } from "../../../bench/lib/seed.ts";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";

let databases: TestDatabases;
let server: BenchServer;
let client: HttpClient;
beforeAll(async () => {
  databases = await testDatabases();
  server = await startServer({ env: databases.serverEnvironment });
  await seedStock(databases.neonUrl, 2, 500);
  client = httpClient(server.run.supabaseUrl, 2, { authorization: `Bearer ${await server.token()}` });
});
afterAll(async () => {
  client?.close();
  await server?.stop();
  await databases?.drop();
});

const caught = z.object({ messages: z.array(z.object({ ID: z.string(), Subject: z.string() })) });
const email = () => server.run.accounts.find(({ role }) => role === "Owner")?.email ?? "";
const mailbox = async (path: string): Promise<unknown> => (await fetch(`${server.run.mailUrl}/api/v1/${path}`)).json();
const mails = async () => caught.parse(await mailbox(`search?query=to:${email()}`)).messages;

async function call(procedure: string, body: object) {
  const answer = await client.send({
    method: "POST",
    path: `/trpc/${procedure}`,
    body: { ...body, idempotencyKey: randomUUID() },
  });
  expect(answer.status).toBe(200);
}
const choose = (mail: boolean) =>
  call("notification.setPreferences", { kinds: { "order.placed": { inApp: true, mail } }, digest: false });
const placeOrder = () =>
  call("order.create", {
    customerId: "c0",
    lines: [{ productId: "p0", quantity: "1", unitPrice: null, warehouseId: null }],
    place: true,
  });

test("a placed order reaches its creator's mailbox, once, when he wants it by mail, and not when he does not", async () => {
  await choose(false);
  await placeOrder();
  // Longer than the worker and two rounds of mails need.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  expect(await mails()).toEqual([]);

  await choose(true);
  await placeOrder();
  await expect.poll(mails, { timeout: 20_000, interval: 250 }).toMatchObject([{ Subject: "Order Created" }]);
  const [mail] = await mails();
  const { Text } = z.object({ Text: z.string() }).parse(await mailbox(`message/${mail?.ID}`));
  expect(Text).toMatch(/^Order Created\n\nOrder \S+ has been created successfully\n\n/);
  expect(Text).toContain(`\n${server.run.url}/orders/`);
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(await mails()).toHaveLength(1);
}, 60_000);
