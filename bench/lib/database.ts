import pg from "pg";

/** Works on one connection to a database, which is closed whatever happens; what a benchmark asks of a full table may take its time. */
export async function onDatabase<T>(url: string, work: (connection: pg.Client) => Promise<T>): Promise<T> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    await connection.query("SET statement_timeout = '600s'");
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** Runs the work over [from, to) in steps, each one transaction. */
export async function inSteps(
  connection: pg.Client,
  [from, to]: readonly [number, number],
  step: number,
  work: (from: number, to: number) => Promise<void>,
): Promise<void> {
  for (let at = from; at < to; at += step) {
    await connection.query("BEGIN");
    await work(at, Math.min(at + step, to));
    await connection.query("COMMIT");
  }
}
