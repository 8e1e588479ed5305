import { createServer, type AddressInfo, type Server } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NeonPrismaClient } from "./clients.ts";
import { GuardedClient } from "./guarded-client.ts";

/** One message of PostgreSQL's protocol. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const greeting = Buffer.concat([message("R", Buffer.alloc(4)), message("Z", Buffer.from("I"))]);
const farewell = message(
  "E",
  Buffer.from("SFATAL\u0000VFATAL\u0000C57P01\u0000Mterminating connection due to administrator command\u0000\u0000"),
);
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(Buffer.concat([greeting, farewell])));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `postgresql://postgres:none@127.0.0.1:${(server.address() as AddressInfo).port}/invista`;
});
afterAll(() => void server.close());

test("a server that says goodbye with its greeting is an error of the query, not of the process", async () => {
  const pool = new pg.Pool({ connectionString: url, Client: GuardedClient });
  pool.on("error", () => undefined);
  const client = await pool.connect();
  await expect(client.query("SELECT 1")).rejects.toThrow();
  client.release(true);
  await pool.end();
});

test("the same through Prisma, in and outside a transaction", async () => {
  const prisma = new NeonPrismaClient({ datasources: { db: { url } } });
  await expect(prisma.$queryRaw`SELECT 1`).rejects.toThrow();
  await expect(prisma.$transaction((tx) => tx.$queryRaw`SELECT 1`)).rejects.toThrow();
  await prisma.$disconnect();
});
