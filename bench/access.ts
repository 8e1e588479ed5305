import { open, query } from "@invista/api/kit/procedures";
import type { ApiHost } from "@invista/api/kit/context";
import { createCallerFactory, router } from "@invista/api/kit/trpc";
import { createAuthAdmin, createAuthenticator } from "@invista/auth";
import { disconnectAll, neonClient, supabaseClient } from "@invista/db";
import { z } from "zod";
import { expectThat, median, report, round } from "./lib/figures.ts";
import { databaseCounters } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// One interleaved run in one process: a procedure that answers at once, open to everyone, against the same with
// authentication and permission. What the second costs more is what the gate adds to every request.
const CALLS = 4_000;
const ROUNDS = 9;
const WARM_UP = 4_000;
const GOAL_MICROSECONDS = 150;

const server = await startServer();
process.env.SUPABASE_DATABASE_URL = server.run.supabaseDatabaseUrl;
process.env.NEON_DATABASE_URL = server.run.neonDatabaseUrl;
await supabaseClient.$executeRaw`CREATE EXTENSION IF NOT EXISTS pg_stat_statements`;
const authenticator = createAuthenticator({
  supabaseUrl: server.run.supabaseUrl,
  supabase: supabaseClient,
  listenUrl: server.run.supabaseDatabaseUrl,
});
const host: ApiHost = {
  neon: neonClient,
  supabase: supabaseClient,
  authAdmin: createAuthAdmin(server.run.supabaseUrl, server.run.serviceRoleKey),
  mailer: null,
  siteUrl: () => server.run.url,
  now: () => new Date(),
  committed: () => undefined,
  authenticate: (header, options) => authenticator.authenticate(header, options),
  denied: () => undefined,
  watch: async function* () {
    yield [];
  },
  admit: (_kind, work) => work(),
  startedAt: new Date(),
  version: "bench",
};
const answer = z.object({ ok: z.boolean() });
const nothing = z.strictObject({});
const gates = router({
  open: open("the floor of this measurement", "GET /bench/open", "Open")
    .input(nothing)
    .output(answer)
    .query(() => ({ ok: true })),
  guarded: query("product:read", "GET /bench/guarded", "Guarded")
    .input(nothing)
    .output(answer)
    .query(() => ({ ok: true })),
});
const token = await server.token();
const caller = createCallerFactory(gates)({
  host,
  requestId: "bench",
  authorization: `Bearer ${token}`,
  ip: "127.0.0.1",
  userAgent: "bench",
  batch: {},
});

/** Microseconds of processor time per call. */
async function cpuOf(call: () => Promise<unknown>, count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await call();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / count;
}

const floor = () => caller.open({});
const gated = () => caller.guarded({});
await cpuOf(floor, WARM_UP);
await cpuOf(gated, WARM_UP);
const floors: number[] = [];
const added: number[] = [];
const before = await databaseCounters(server.run.supabaseDatabaseUrl);
for (let round = 0; round < ROUNDS; round++) {
  const base = await cpuOf(floor, CALLS);
  floors.push(base);
  added.push((await cpuOf(gated, CALLS)) - base);
}
const after = await databaseCounters(server.run.supabaseDatabaseUrl);
// The heartbeat of the listener is one statement every two seconds, whatever is called.
const statements = (after.calls - before.calls) / (ROUNDS * CALLS);
await authenticator.close();
await disconnectAll();
await server.stop();
report("access", [
  {
    open_us: round(median(floors), 1),
    added_us: round(median(added), 1),
    least: round(Math.min(...added), 1),
    most: round(Math.max(...added), 1),
    statements_per_call: round(statements, 4),
  },
]);
expectThat(median(added) <= GOAL_MICROSECONDS, `authentication and permission add ${round(median(added), 1)} µs`);
expectThat(statements < 0.005, `${round(statements, 4)} statements per call when warm`);
