import type { Pool, PoolClient } from "pg";

/** Runs the work in one transaction; a throw rolls back, and a broken connection does not return to the pool. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The pool listens to idle connections only: a server that goes away now would otherwise end the process.
  const lost = (error: Error) => void (broken = error);
  client.on("error", lost);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((rollbackError: unknown) => {
      broken ??= rollbackError instanceof Error ? rollbackError : new Error("rollback failed");
    });
    throw error;
  } finally {
    client.release(broken);
    client.off("error", lost);
  }
}
