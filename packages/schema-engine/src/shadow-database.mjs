import { randomUUID } from "node:crypto";
import pg from "pg";
import { withDatabase } from "./database-url.mjs";
import { connectForMaintenance } from "./maintenance.mjs";

const PREFIX = "prisma_migrate_shadow_db_";

/**
 * Makes a shadow database and says how to drop it. Its maintenance connection stays open and holds an advisory lock
 * on the name, so another engine's sweep knows that it is in use even while nobody is connected to it.
 */
export async function createShadowDatabase(url) {
  const client = await connectForMaintenance(url);
  const name = `${PREFIX}${randomUUID()}`;
  try {
    await dropLeftovers(client);
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    url: withDatabase(url, name),
    async drop() {
      try {
        await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      } finally {
        await client.end();
      }
    },
  };
}

/** Drops the shadow databases a crash left behind: those that nobody is connected to and nobody has locked. */
async function dropLeftovers(client) {
  const { rows } = await client.query(
    `SELECT datname AS name FROM pg_database d
      WHERE starts_with(datname, $1)
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)`,
    [PREFIX],
  );
  for (const { name } of rows) {
    const free = await client.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free", [name]);
    if (!free.rows[0].free) continue;
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`).catch(ignoreInUse);
    await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [name]);
  }
}

/** Somebody connected between the look and the drop, or it belongs to another role: it is theirs then. */
function ignoreInUse(error) {
  if (error?.code !== "55006" && error?.code !== "42501") throw error;
}
