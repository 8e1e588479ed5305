import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DatabaseName, migrateDeploy, migrationsHash } from "@invista/local-stack";
import pg from "pg";
import { root } from "../content-stamp.ts";
import { type Catalogue, readCatalogue } from "./read-catalogue.ts";

const CACHE = join(root, "node_modules", ".cache", "invista-catalogues");

/** The catalogue that the migrations give on this server: read from a scratch database, kept until they change. */
export async function expectedCatalogue(database: DatabaseName, url: string): Promise<Catalogue> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ version: string; role: boolean }>(
      "SELECT current_setting('server_version_num') AS version, to_regrole('invista_api') IS NOT NULL AS role",
    );
    // The query is part of the key: a catalogue read by an older one can't be compared. So is the role: where it is absent, so are its rights.
    const server = `${rows[0]?.version}-${rows[0]?.role ? "api" : "owner"}`;
    const file = join(CACHE, `${database}-${migrationsHash(database)}-${server}-3.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
    const catalogue = await withScratchDatabase(client, url, async (scratch) => {
      await migrateDeploy(database, scratch);
      return readCatalogue(scratch);
    });
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(file, JSON.stringify(catalogue));
    return catalogue;
  });
}

async function withScratchDatabase<T>(
  client: pg.Client,
  url: string,
  run: (scratch: string) => Promise<T>,
): Promise<T> {
  const name = `invista_expected_${randomBytes(4).toString("hex")}`;
  const scratch = new URL(url);
  scratch.pathname = `/${name}`;
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    return await run(scratch.toString());
  } finally {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
