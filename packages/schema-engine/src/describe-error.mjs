import { databaseName } from "./database-url.mjs";

const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "EAI_AGAIN"]);

/** The code and words Prisma's CLI expects for an error; its own codes (P…) pass through. */
export function describeError(error, url) {
  const raw = error?.code ?? error?.cause?.code ?? error?.errors?.[0]?.code;
  const message = String(error?.message || raw || error);
  if (typeof raw === "string" && /^P\d{4}$/.test(raw)) return { code: raw, message };
  if (!url) return { code: undefined, message };
  const { hostname, port, username } = new URL(url);
  if (raw === "3D000") return { code: "P1003", message: `Database \`${databaseName(url)}\` does not exist` };
  if (UNREACHABLE.has(raw))
    return { code: "P1001", message: `Can't reach database server at \`${hostname}:${port || 5432}\`` };
  if (raw === "28P01" || raw === "28000") {
    return { code: "P1000", message: `Authentication failed against the database server for \`${username}\`` };
  }
  if (raw === "42P04") return { code: "P1009", message: `Database \`${databaseName(url)}\` already exists` };
  return { code: undefined, message };
}
