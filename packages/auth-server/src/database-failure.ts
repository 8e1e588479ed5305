// A client that hears 5xx "retryable" keeps its session; one that hears 4xx signs its user out. So every failure to
// reach or use the database must be told apart from a refusal.

const OUTAGE_STATES = new Set(["57P01", "57P02", "57P03", "57014", "53300", "53400", "3D000", "25006"]);
const OUTAGE_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EPIPE",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);

/** Tells whether an error means that the database could not be reached or stopped answering. */
export function isDatabaseOutage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseOutage);
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (OUTAGE_STATES.has(code) || code.startsWith("08") || OUTAGE_CODES.has(code)) return true;
  return /connection terminated|timeout exceeded when trying to connect|connection ended|not queryable|query read timeout/i.test(
    error.message,
  );
}

/** The SQLSTATE of a PostgreSQL error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
