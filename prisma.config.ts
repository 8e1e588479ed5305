import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "prisma/config";
import { databaseUrls } from "./packages/db/src/environment.ts";

const root = import.meta.dirname;
const database = chosenDatabase(process.argv, process.env);

// Prisma would download its native engine before every command, even `generate`; ours needs no download.
if (process.env.INVISTA_NATIVE_SCHEMA_ENGINE !== "1") {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(root, "packages/schema-engine/src/engine.mjs");
}
process.env.CHECKPOINT_DISABLE ??= "1";
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= "1";
loadEnvironmentFile();

const url = needsDatabase(process.argv) ? directUrl() : undefined;

export default defineConfig({
  schema: join("prisma", `schema-${database}.prisma`),
  migrations: { path: join("prisma", "migrations", database) },
  ...(url === undefined ? {} : { datasource: { url } }),
});

/** The database named by `--schema`, or by INVISTA_DATABASE for the commands that take no schema (studio). */
function chosenDatabase(argv: string[], env: NodeJS.ProcessEnv): "neon" | "supabase" {
  const words = argv.flatMap((word) => word.split("="));
  const schema = words[words.lastIndexOf("--schema") + 1] ?? "";
  const named = words.includes("--schema") ? schema : (env.INVISTA_DATABASE ?? "neon");
  return named.includes("supabase") ? "supabase" : "neon";
}

/** These work on files alone and must not fail for want of a database. */
function needsDatabase(argv: string[]): boolean {
  return !argv.slice(2).some((word) => ["generate", "validate", "format", "version", "-v", "--version"].includes(word));
}

function loadEnvironmentFile(): void {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** The unpooled URL from the environment, or the running embedded stack's; undefined when there is neither. */
function directUrl(): string | undefined {
  const urls = databaseUrls();
  if (urls) return database === "neon" ? urls.neonDirect : urls.supabaseDirect;
  const runFile = join(process.env.INVISTA_HOME ?? join(root, ".invista"), "run.json");
  if (!existsSync(runFile)) return undefined;
  const run: unknown = JSON.parse(readFileSync(runFile, "utf8"));
  const key = `${database}DatabaseUrl`;
  const found = typeof run === "object" && run !== null ? Reflect.get(run, key) : undefined;
  return typeof found === "string" ? found : undefined;
}
