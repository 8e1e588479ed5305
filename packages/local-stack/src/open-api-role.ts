import pg from "pg";
import { keptPassword } from "./kept-password.ts";

const ROLE = "invista_api";

/** Lets the API's role sign in to an embedded, migrated database and returns the URL with which it does. */
export async function openApiRole(home: string, ownerUrl: string): Promise<string> {
  const password = keptPassword(home, "api-password");
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "invista-api-role" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(`ALTER ROLE ${ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = password;
  return url.toString();
}
