/** The URL as node-postgres takes it, and Prisma's own `schema` parameter beside it. */
export function splitSchema(url) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema") ?? "public";
  parsed.searchParams.delete("schema");
  return { connectionString: parsed.toString(), schema };
}

/** The same server, another database. */
export function withDatabase(url, name) {
  const parsed = new URL(url);
  parsed.pathname = `/${encodeURIComponent(name)}`;
  return parsed.toString();
}

/** The database a URL names. */
export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
