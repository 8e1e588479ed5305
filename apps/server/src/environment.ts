import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";

const optional = z
  .string()
  .transform((value) => value || undefined)
  .optional();
const optionalUrl = z.union([z.literal("").transform(() => undefined), z.url()]).optional();

const NAMED_NETWORKS = ["loopback", "linklocal", "uniquelocal"];

function isNetwork(text: string): boolean {
  const [address = ""] = text.trim().split("/", 1);
  return isIP(address) !== 0 || NAMED_NETWORKS.includes(address);
}

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default("127.0.0.1"),
  INVISTA_HOME: z.string().min(1).default(".invista"),
  APP_ENV: z.enum(["development", "staging", "production"]).default("development"),
  INVISTA_DEMO: z.enum(["0", "1"]).default("1"),
  SUPABASE_URL: optionalUrl,
  SUPABASE_ANON_KEY: optional,
  SUPABASE_SERVICE_ROLE_KEY: optional,
  SITE_URL: optionalUrl,
  SMTP_URL: optionalUrl,
  MAIL_FROM: optional,
  MAIL_CATCHER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SIGN_UP: z.enum(["0", "1"]).default("0"),
  TRUSTED_PROXY: optional.refine(
    (value) => value === undefined || value.split(",").every(isNetwork),
    "is a list of addresses or networks, such as 10.0.0.0/8",
  ),
  METRICS_TOKEN: optional,
  SIGNING_JWK_FILE: optional.refine(
    (value) => value === undefined || existsSync(value),
    "names a file that does not exist",
  ),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("warn"),
  INVISTA_WORKER: z.enum(["0", "1"]).default("1"),
});

export type Environment = z.infer<typeof environment> & { readonly home: string };

/** Reads and checks the environment; a wrong value is one line naming the variable. */
export function readEnvironment(
  env: Record<string, string | undefined> = process.env,
  root = process.cwd(),
): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join(".")} is not valid: ${issue?.message}`);
  }
  const { SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY } = parsed.data;
  if (SUPABASE_URL && !(SUPABASE_ANON_KEY && SUPABASE_SERVICE_ROLE_KEY)) {
    throw new Error(
      `${SUPABASE_ANON_KEY ? "SUPABASE_SERVICE_ROLE_KEY" : "SUPABASE_ANON_KEY"} must be set when SUPABASE_URL is`,
    );
  }
  for (const name of Object.keys(env)) {
    const value = env[name];
    if (name.startsWith("VITE_") && value && SUPABASE_SERVICE_ROLE_KEY && value.includes(SUPABASE_SERVICE_ROLE_KEY))
      throw new Error(`${name} holds the service role key; the browser would see it`);
  }
  return { ...parsed.data, home: resolve(root, parsed.data.INVISTA_HOME) };
}
