import { readFile } from "node:fs/promises";
import type { Pool } from "pg";

/** Creates schema auth, or what is missing of it, in the embedded identity database; never called for a hosted project. */
export async function ensureAuthSchema(pool: Pool): Promise<void> {
  const sql = await readFile(new URL("../sql/auth-schema.sql", import.meta.url), "utf8");
  const client = await pool.connect();
  try {
    // Two processes that start at once would otherwise collide in "create if not exists".
    await client.query("begin");
    await client.query("set local client_min_messages = warning");
    await client.query("select pg_advisory_xact_lock(hashtext('invista.auth-schema'))");
    await client.query(sql);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
