import type { Plugin } from "vite";

// What a browser must never be given, by its look. Values that the environment holds are looked for as they are.
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/sb_secret_[\w-]{8,}/, "a secret key of Supabase"],
  [/\bpostgres(ql)?:\/\/[^\s"'`/:@]+:[^\s"'`@]+@/, "a database URL with its password"],
  [/-----BEGIN (EC |RSA )?PRIVATE KEY-----/, "a private key"],
];
const TOKEN = /\beyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/g;
const SECRET_NAMES = /^(SUPABASE_SERVICE_ROLE_KEY|SMTP_URL|METRICS_TOKEN|(SUPABASE|NEON)_.*URL(_STAGING|_DEV)?)$/;
const PUBLIC_NAMES = new Set(["SUPABASE_URL"]);

/** What in this text must not reach a browser, in words without the secret itself. */
export function secretsIn(text: string, env: Record<string, string | undefined>): string[] {
  const found = LOOKS.filter(([look]) => look.test(text)).map(([, what]) => what);
  for (const [, payload = ""] of text.matchAll(TOKEN))
    if (/"role"\s*:\s*"(service_role|supabase_admin)"/.test(Buffer.from(payload, "base64url").toString()))
      found.push("a token of the service role");
  for (const [name, value] of Object.entries(env))
    if (SECRET_NAMES.test(name) && !PUBLIC_NAMES.has(name) && value && value.length >= 8 && text.includes(value))
      found.push(`the value of ${name}`);
  return [...new Set(found)];
}

/** Fails the build when a secret stands in a VITE_ variable or in a file that browsers get. */
export function refuseSecrets(env: Record<string, string | undefined> = process.env): Plugin {
  return {
    name: "refuse-secrets",
    enforce: "post",
    configResolved(config) {
      for (const [name, value] of Object.entries({ ...env, ...config.env })) {
        if (!name.startsWith("VITE_")) continue;
        const [what] = secretsIn(String(value), env);
        if (what) throw new Error(`${name} holds ${what}; the browser would see it`);
      }
    },
    generateBundle(_options, bundle) {
      for (const [file, output] of Object.entries(bundle)) {
        const content = output.type === "chunk" ? output.code : Buffer.from(output.source).toString();
        const [what] = secretsIn(content, env);
        if (what) this.error(`${file} holds ${what}; the browser would see it`);
      }
    },
  };
}
