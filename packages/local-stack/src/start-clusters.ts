import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { holdHome } from "./hold-home.ts";
import { keptPassword } from "./kept-password.ts";
import { findNativeBinaries } from "./native-binaries.ts";
import { placeBinaries, placeData } from "./placement.ts";
import { postgresAccount } from "./run-as.ts";
import { type Cluster, startCluster } from "./start-cluster.ts";

export interface RunningClusters {
  supabaseDatabaseUrl: string;
  neonDatabaseUrl: string;
  /** Where the data lies: in INVISTA_HOME, or where it names. */
  dataDir: string;
  /** Stops both servers with a fast shutdown and lets INVISTA_HOME go. */
  stop(): Promise<void>;
}

const DATABASE = "invista";
const NAMES = ["supabase", "neon"] as const;

/**
 * Starts the two embedded PostgreSQL servers of INVISTA_HOME, each with a database `invista`, and holds the folder.
 * `durable: false` gives up surviving a power cut for speed: only for data that is thrown away.
 */
export async function startClusters(options: {
  home: string;
  durable?: boolean;
  log?: (line: string) => void;
}): Promise<RunningClusters> {
  mkdirSync(options.home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const home = realpathSync(options.home);
  const letGo = holdHome(home);
  const log = options.log ?? (() => {});
  const running: Cluster[] = [];
  const stop = async () => {
    await Promise.all(running.splice(0).map((cluster) => cluster.stop()));
    letGo();
  };
  try {
    const native = findNativeBinaries();
    const account = postgresAccount(join(home, "postgres"));
    const dataDir = placeData(home, account);
    const binaries = placeBinaries(native, account);
    const password = keptPassword(home, "postgres-password");
    const ports = readPorts(home);
    const started = await Promise.allSettled(
      NAMES.map(async (name) => {
        const durable = options.durable ?? true;
        const common = { name, binaries, account, password, durable, log, major: native.major };
        const cluster = await startCluster({ ...common, data: join(dataDir, name), port: ports[name] });
        running.push(cluster);
        await ensureDatabase(urlOf(cluster.port, password, "postgres"));
        return cluster.port;
      }),
    );
    const [supabasePort, neonPort] = started.map((result) => {
      if (result.status === "rejected") throw result.reason;
      return result.value;
    });
    if (supabasePort === undefined || neonPort === undefined) throw new Error("A server started without a port");
    writeFileSync(join(home, "ports.json"), `${JSON.stringify({ supabase: supabasePort, neon: neonPort })}\n`, {
      mode: 0o600,
    });
    return {
      supabaseDatabaseUrl: urlOf(supabasePort, password, DATABASE),
      neonDatabaseUrl: urlOf(neonPort, password, DATABASE),
      dataDir,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/** Kept so that a client that knows the port still finds it after a restart; a broken file only means new ports. */
function readPorts(home: string): { supabase?: number; neon?: number } {
  try {
    const value: unknown = JSON.parse(readFileSync(join(home, "ports.json"), "utf8"));
    if (typeof value !== "object" || value === null) return {};
    const found: { supabase?: number; neon?: number } = {};
    for (const name of NAMES) {
      const port: unknown = Reflect.get(value, name);
      if (Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536) found[name] = Number(port);
    }
    return found;
  } catch {
    return {};
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "28P01") {
      throw new Error("The password in postgres-password is not the one the data was made with", { cause: error });
    }
    throw error;
  }
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
