import { execFile } from "node:child_process";
import { type DatabaseName, pendingMigrations, readMigrations, unknownMigrations } from "@invista/local-stack";
import pg from "pg";
import { root } from "../content-stamp.ts";
import { toolEntry } from "../run-process.ts";
import { expectedCatalogue } from "./expected-catalogue.ts";
import { compareCatalogues, readCatalogue } from "./read-catalogue.ts";
import { addressEnvironment, type DatabaseAddresses } from "./with-databases.ts";

export interface Status {
  ok: boolean;
  text: string;
}

/** One line on a database: up to date, pending, drift, unreachable, or why it could not be compared. */
export async function describeStatus(database: DatabaseName, urls: DatabaseAddresses): Promise<Status> {
  const url = urls[database];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    return { ok: false, text: `unreachable: ${reasonOf(error)}` };
  }
  try {
    const migrations = readMigrations(database);
    const pending = await pendingMigrations(client, database, migrations);
    if (pending.length > 0) return { ok: false, text: `pending: ${pending.map(({ name }) => name).join(", ")}` };
    const [unknown, prismaDiff, expected, actual] = await Promise.all([
      unknownMigrations(client, migrations),
      diffWithSchema(database, urls),
      expectedCatalogue(database, url),
      readCatalogue(url),
    ]);
    const drift = [
      ...unknown.map((name) => `migration ${name} is not in this version`),
      ...prismaDiff,
      ...compareCatalogues(actual, expected),
    ];
    if (drift.length === 0) return { ok: true, text: `up to date (${migrations.length} migrations)` };
    return { ok: false, text: `drift: ${shorten(drift)}` };
  } catch (error) {
    return { ok: false, text: `not checked: ${reasonOf(error)}` };
  } finally {
    await client.end();
  }
}

/** Prisma's own comparison of the tables with the schema file. */
function diffWithSchema(database: DatabaseName, urls: DatabaseAddresses): Promise<string[]> {
  const entry = toolEntry("prisma", root);
  const schema = `prisma/schema-${database}.prisma`;
  const args = ["migrate", "diff", "--from-config-datasource", "--to-schema", schema, "--exit-code"];
  const env = { ...process.env, ...addressEnvironment(urls), INVISTA_DATABASE: database, NO_COLOR: "1" };
  return new Promise((done, fail) => {
    execFile(process.execPath, [entry, ...args], { cwd: root, env }, (error, stdout, stderr) => {
      if (!error) return done([]);
      if (error.code !== 2)
        return fail(new Error(`prisma migrate diff: ${(stderr || error.message).trim().split("\n").at(-1)}`));
      done(
        stdout
          .split("\n")
          .filter((line) => /^\s*\[[*+-]\]/.test(line))
          .map((line) => line.trim()),
      );
    });
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

function shorten(lines: string[]): string {
  const shown = lines.slice(0, 8).join("; ");
  return lines.length > 8 ? `${shown}; and ${lines.length - 8} more` : shown;
}
