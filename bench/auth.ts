import { PASSWORD_COST } from "@invista/auth-server";
import pg from "pg";
import { z } from "zod";
import { drive, httpClient, type HttpClient } from "./lib/client.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { startServer } from "./lib/server.ts";

// Sign-ins as fast as the hash lets them, spread over addresses so that no limit is met; then a thousand at once from one
// address, which the limits are for; then a hundred tabs that refresh one session at the same moment.
const PEOPLE = 20;
const SIGN_INS_EACH = 10;
const BURST = 1_000;
const TABS = 100;
const PER_ADDRESS = 25;
const session = z.object({ access_token: z.string(), refresh_token: z.string() });

const server = await startServer();
const owner = server.run.accounts.find(({ role }) => role === "Owner");
const password = { email: owner?.email, password: owner?.password };
const clients: HttpClient[] = [];
const from = (address: string, connections: number) => {
  const client = httpClient(server.run.url, connections, { apikey: server.run.anonKey }, address);
  clients.push(client);
  return client;
};
const signIn = (client: HttpClient) =>
  client.send({ method: "POST", path: "/auth/v1/token?grant_type=password", body: password });
const refresh = (client: HttpClient, refresh_token: string) =>
  client.send({ method: "POST", path: "/auth/v1/token?grant_type=refresh_token", body: { refresh_token } });

const people = Array.from({ length: PEOPLE }, (_, n) => from(`127.0.1.${n + 1}`, 1));
const steady = await drive(async (index) => (await signIn(people[index % PEOPLE] ?? from("127.0.1.250", 1))).status, {
  concurrency: 8,
  count: PEOPLE * SIGN_INS_EACH,
});

const crowd = from("127.0.2.1", 250);
const burst = await drive(async () => (await signIn(crowd)).status, { concurrency: BURST, count: BURST });

const first = session.parse(JSON.parse((await signIn(from("127.0.3.250", 1))).body));
const windows = Array.from({ length: TABS / PER_ADDRESS }, (_, n) => from(`127.0.3.${n + 1}`, PER_ADDRESS));
const given: string[] = [];
const tabs = await drive(
  async (index) => {
    const answer = await refresh(windows[index % windows.length] ?? crowd, first.refresh_token);
    if (answer.status === 200) given.push(session.parse(JSON.parse(answer.body)).refresh_token);
    return answer.status;
  },
  { concurrency: TABS, count: TABS },
);
const next = await refresh(from("127.0.3.251", 1), given[0] ?? "");
const database = new pg.Client({ connectionString: server.run.supabaseDatabaseUrl });
await database.connect();
const claims = z
  .object({ session_id: z.string() })
  .parse(JSON.parse(Buffer.from(first.access_token.split(".")[1] ?? "", "base64url").toString()));
const family = await database.query<{ living: number; tokens: number }>(
  "select count(*) filter (where not revoked)::int as living, count(*)::int as tokens from auth.refresh_tokens where session_id = $1",
  [claims.session_id],
);
await database.end();
for (const client of clients) client.close();
await server.stop();

const figures = (name: string, load: Awaited<ReturnType<typeof drive>>) => ({
  load: name,
  ...load.statuses,
  per_second: round(load.jobs / load.seconds, 1),
  p50_ms: round(quantile(load.latencies, 0.5), 0),
  p95_ms: round(quantile(load.latencies, 0.95), 0),
  max_ms: round(quantile(load.latencies, 1), 0),
});
report(
  "auth",
  [
    figures("sign-ins, 8 at a time", steady),
    figures(`${BURST} sign-ins at once`, burst),
    figures(`${TABS} tabs`, tabs),
  ],
  { hash: `argon2id, ${PASSWORD_COST.memoryCost} KiB, ${PASSWORD_COST.timeCost} passes`, family: family.rows[0] },
);
const only = (statuses: Record<number, number>, ...allowed: number[]) =>
  Object.keys(statuses).every((status) => allowed.includes(Number(status)));
expectThat(only(steady.statuses, 200), "every sign-in within the limits succeeds");
expectThat(only(burst.statuses, 200, 429), "the burst is answered 200 or 429, never 5xx");
expectThat((burst.statuses[429] ?? 0) >= BURST - 100, "the limit holds while they come at once");
expectThat(only(tabs.statuses, 200) && new Set(given).size === 1, "every tab gets the one living token");
expectThat(next.status === 200, "and it works afterwards");
expectThat(family.rows[0]?.living === 1, "one living family");
