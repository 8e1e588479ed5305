import { randomUUID } from "node:crypto";
import pg from "pg";
import { type DatabaseName, type Migration, readMigrations } from "./read-migrations.ts";

/** The lock Prisma Migrate takes, so that we and it never migrate the same database at once. */
const PRISMA_LOCK = 72_707_369;

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations a database does not have yet and returns their names; Prisma's own commands see them as its
 * own. Throws a line when a migration was changed after it was applied, or failed.
 */
export async function migrateDeploy(
  database: DatabaseName,
  url: string,
  migrations: readonly Migration[] = readMigrations(database),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: withoutSchema(url), application_name: "invista-migrate" });
  client.on("error", () => {});
  await client.connect();
  try {
    if (await isUpToDate(client, database, migrations)) return [];
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(CREATE_TABLE);
    const pending = await pendingMigrations(client, database, migrations);
    for (const migration of pending) await apply(client, database, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** The quick look before the lock: a migration that another process is applying right now is judged under the lock. */
async function isUpToDate(
  client: pg.Client,
  database: DatabaseName,
  migrations: readonly Migration[],
): Promise<boolean> {
  try {
    return (await pendingMigrations(client, database, migrations)).length === 0;
  } catch {
    return false;
  }
}

/** The migrations that the database lacks, in order. */
export async function pendingMigrations(
  client: pg.Client,
  database: DatabaseName,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const exists = await client.query("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS found");
  if (exists.rows[0]?.found !== true) return [...migrations];
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const applied = new Map(rows.map((row) => [row.name, row]));
  const failed = rows.find((row) => !row.finished);
  if (failed) {
    throw new Error(
      `Migration ${failed.name} of ${database} failed half way: mend it with prisma migrate resolve, or npm run demo:reset`,
    );
  }
  return migrations.filter((migration) => {
    const found = applied.get(migration.name);
    if (found && found.checksum !== migration.checksum) {
      throw new Error(
        `Migration ${migration.name} of ${database} was changed after it was applied: add a new migration instead, or npm run demo:reset`,
      );
    }
    return !found;
  });
}

/** The migrations that the database has and this version does not know. */
export async function unknownMigrations(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM public._prisma_migrations
      WHERE rolled_back_at IS NULL AND migration_name <> ALL ($1) ORDER BY started_at`,
    [migrations.map((migration) => migration.name)],
  );
  return rows.map((row) => row.name);
}

/** Records every migration as applied without running it: for a database that was brought to the same state by another way. */
export async function recordMigrations(
  database: DatabaseName,
  url: string,
  migrations: readonly Migration[] = readMigrations(database),
): Promise<void> {
  const client = new pg.Client({ connectionString: withoutSchema(url), application_name: "invista-migrate" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(CREATE_TABLE);
    for (const { name, checksum } of migrations) {
      await client.query(
        `INSERT INTO public._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         SELECT $1::text, $2::text, $3::text, now(), 1 WHERE NOT EXISTS (SELECT FROM public._prisma_migrations WHERE migration_name = $3::text)`,
        [randomUUID(), checksum, name],
      );
    }
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, database: DatabaseName, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query("INSERT INTO public._prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    // One message without parameters: PostgreSQL runs a file of many statements as one transaction.
    await client.query(sql);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await recordFailure(client, id, text, endsTransactions(sql));
    throw new Error(`Migration ${name} of ${database} failed: ${text}${placeOf(error, sql)}`, { cause: error });
  }
  await client.query("RESET ALL");
  await client.query(
    "UPDATE public._prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1",
    [id],
  );
}

/** A script that left nothing behind may be applied again; one that committed a part of itself needs a person. */
async function recordFailure(client: pg.Client, id: string, logs: string, partly: boolean): Promise<void> {
  await client.query("ROLLBACK");
  await client.query(
    "UPDATE public._prisma_migrations SET logs = $2, rolled_back_at = CASE WHEN $3 THEN NULL ELSE now() END WHERE id = $1",
    [id, logs, partly],
  );
}

function endsTransactions(sql: string): boolean {
  return /^\s*(COMMIT|BEGIN)\s*;/im.test(sql) || /\bCONCURRENTLY\b/i.test(sql);
}

function placeOf(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) return "";
  return ` (line ${sql.slice(0, Number(error.position)).split("\n").length})`;
}

function withoutSchema(url: string): string {
  const parsed = new URL(url);
  parsed.searchParams.delete("schema");
  return parsed.toString();
}
