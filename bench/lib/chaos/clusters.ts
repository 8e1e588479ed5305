import { readFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startClusters } from "@invista/local-stack";
import { freePort } from "@invista/local-stack/free-port";
import { findNativeBinaries } from "@invista/local-stack/native-binaries";
import { placeBinaries } from "@invista/local-stack/placement";
import { waitForEnd } from "@invista/local-stack/process-info";
import { postgresAccount } from "@invista/local-stack/run-as";
import { startCluster, type Cluster } from "@invista/local-stack/start-cluster";
import { postmasterPid } from "@invista/local-stack/stop-leftover";
import { makeTestHome, removeTestHome, restoreClusters } from "@invista/testkit/cluster-cache";
import { databaseUrl, ensureTemplates, templatesKey, withServer } from "@invista/testkit/template-databases";

export type DatabaseName = "neon" | "supabase";

export interface FaultyClusters {
  readonly urls: Record<DatabaseName, string>;
  /** Ends one server at once, as a crash would: no shutdown, connections cut. */
  crash(name: DatabaseName): Promise<void>;
  /** Starts it again on the same port; it recovers from its log. */
  revive(name: DatabaseName): Promise<void>;
  /** Ends the connections of about this share of a server's clients; answers how many. */
  cut(name: DatabaseName, share: number): Promise<number>;
  stop(): Promise<void>;
}

/** Two durable servers of their own with migrated databases, which a test may crash and start again. */
export async function startFaultyClusters(): Promise<FaultyClusters> {
  const home = makeTestHome();
  restoreClusters(templatesKey(platform(), arch(), String(process.getuid?.())), home);
  const running = await startClusters({ home });
  const servers = { neon: running.neonDatabaseUrl, supabase: running.supabaseDatabaseUrl };
  const templates = await ensureTemplates(servers);
  for (const name of ["neon", "supabase"] as const)
    await withServer(servers[name], (client) => client.query(`CREATE DATABASE faulty TEMPLATE ${templates[name]}`));

  const account = postgresAccount(join(home, "postgres"));
  const native = findNativeBinaries();
  const options = {
    binaries: placeBinaries(native, account),
    major: native.major,
    account,
    durable: true,
    log: () => undefined,
  };
  const revived: Cluster[] = [];
  const dataOf = (name: DatabaseName) => join(running.dataDir, name);
  return {
    urls: { neon: databaseUrl(servers.neon, "faulty"), supabase: databaseUrl(servers.supabase, "faulty") },
    crash: async (name) => {
      const pid = postmasterPid(dataOf(name));
      if (pid === null) throw new Error(`the ${name} server does not run`);
      process.kill(pid, "SIGQUIT");
      if (!(await waitForEnd(pid, 10_000))) throw new Error(`the ${name} server did not end`);
    },
    revive: async (name) => {
      const password = readFileSync(join(home, "postgres-password"), "utf8").trim();
      const port = Number(new URL(servers[name]).port);
      // While nobody listens there, a client that tries to reach the server may be given the same port as its own end.
      for (let tries = 0; tries < 100 && (await freePort(port)) !== port; tries += 1) await sleep(50);
      const cluster = await startCluster({ ...options, name, data: dataOf(name), password, port });
      revived.push(cluster);
      if (cluster.port !== port) throw new Error(`the ${name} server came back on another port`);
    },
    cut: (name, share) =>
      withServer(servers[name], async (client) => {
        const { rowCount } = await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < $1",
          [share],
        );
        return rowCount ?? 0;
      }),
    stop: async () => {
      await Promise.all(revived.map((cluster) => cluster.stop()));
      await running.stop();
      removeTestHome(home);
    },
  };
}
