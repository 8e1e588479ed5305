import pg from "pg";
import { databaseName, splitSchema, withDatabase } from "./database-url.mjs";

/** A connection from which databases can be made and dropped: `postgres`, or the URL's own where that is absent. */
export async function connectForMaintenance(url) {
  const { connectionString } = splitSchema(url);
  try {
    return await connect(withDatabase(connectionString, "postgres"));
  } catch (error) {
    if (error?.code !== "3D000" && error?.code !== "42501") throw error;
    return connect(connectionString);
  }
}

/** Opens one connection whose loss is an error of the next query and not of the process. */
export async function connect(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 15_000 });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Makes the database the URL names. */
export async function createDatabase(url) {
  await withMaintenance(url, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(databaseName(url))}`));
  return databaseName(url);
}

/** Drops the database the URL names, with whoever is connected to it. */
export async function dropDatabase(url) {
  await withMaintenance(url, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(databaseName(url))} WITH (FORCE)`),
  );
}

async function withMaintenance(url, run) {
  const client = await connectForMaintenance(url);
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
