const OURS =
  /^(SUPABASE|NEON|DATABASE|VITE|INVISTA|VITEST)_|^(APP_ENV|NODE_ENV|NODE_OPTIONS|PORT|HOST|SITE_URL|SMTP_URL|TRUSTED_PROXY|METRICS_TOKEN|SIGNING_JWK_FILE|LOG_LEVEL)$/;

/** The environment without the settings of the product: a server started by a test must never find somebody's own databases in it. */
export function cleanEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
}
