import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { httpClient } from "../client.ts";
import { seedStock } from "../seed.ts";
import { type FaultyClusters, startFaultyClusters } from "./clusters.ts";
import { supervise, type Supervised } from "./supervise.ts";

export interface Stage {
  readonly clusters: FaultyClusters;
  readonly api: Supervised;
  readonly workers: readonly [Supervised, Supervised];
  readonly url: string;
  readonly token: string;
  signIn(): Promise<number>;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export const PRODUCTS = 40;
const runFile = z.object({
  anonKey: z.string(),
  accounts: z.array(z.object({ email: z.string(), password: z.string() })).min(1),
});
const tokenAnswer = z.object({ access_token: z.string() });

/** The whole product for fault tests: two servers of PostgreSQL, an API process and two delivery workers, all of which may be killed. */
export async function openStage(): Promise<Stage> {
  const clusters = await startFaultyClusters();
  const home = mkdtempSync(join(tmpdir(), "invista-chaos-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const shared = {
    SUPABASE_DATABASE_URL: clusters.urls.supabase,
    NEON_DATABASE_URL: clusters.urls.neon,
    APP_ENV: "development",
    LOG_LEVEL: "error",
  };
  const api = supervise("main", {
    ...shared,
    INVISTA_HOME: home,
    PORT: String(port),
    HOST: "127.0.0.1",
    INVISTA_DEMO: "0",
    INVISTA_WORKER: "0",
  });
  const workers = [supervise("worker", shared), supervise("worker", shared)] as const;
  const ready = () => untilReady(url);
  const stop = async () => {
    await Promise.all([api.stop(), ...workers.map((worker) => worker.stop())]);
    await clusters.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await ready();
    await seedStock(clusters.urls.neon, PRODUCTS);
    const run = runFile.parse(JSON.parse(readFileSync(join(home, "run.json"), "utf8")));
    const login = httpClient(url, 2, { apikey: run.anonKey });
    const [account] = run.accounts;
    const password = () =>
      login.send({
        method: "POST",
        path: "/auth/v1/token?grant_type=password",
        body: { email: account?.email, password: account?.password },
      });
    const token = tokenAnswer.parse(JSON.parse((await password()).body)).access_token;
    return { clusters, api, workers, url, token, ready, signIn: async () => (await password()).status, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the API has both databases. */
async function untilReady(url: string): Promise<void> {
  const client = httpClient(url, 1);
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    const answer = await client.send({ method: "GET", path: "/readyz" }).catch(() => null);
    if (answer?.status === 200) return client.close();
  }
  throw new Error("the server did not become ready within a minute");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

/** Runs statements on one of the databases over a connection of its own. */
export async function onDatabase<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
