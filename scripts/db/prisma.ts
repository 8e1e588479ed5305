import type { DatabaseName } from "@invista/local-stack";
import { runTool } from "../run-process.ts";

/** Runs a command of Prisma's CLI for one database and returns its exit code. */
export function runPrisma(
  database: DatabaseName,
  args: readonly string[],
  options: { env?: Record<string, string | undefined>; quiet?: boolean } = {},
): Promise<number> {
  const env = { ...options.env, INVISTA_DATABASE: database };
  return runTool("prisma", args, { ...options, env });
}

/** The argument by which prisma.config.ts chooses schema, migrations and URL. */
export function schemaArgument(database: DatabaseName): string {
  return `--schema=prisma/schema-${database}.prisma`;
}
