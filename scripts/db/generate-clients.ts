import type { DatabaseName } from "@invista/local-stack";
import { whenChanged } from "../content-stamp.ts";
import { runPrisma, schemaArgument } from "./prisma.ts";

/** Generates the Prisma clients whose schema changed since the last time; with `always`, both. */
export async function generateClients(always = false): Promise<void> {
  await Promise.all([generateClient("neon", always), generateClient("supabase", always)]);
}

async function generateClient(database: DatabaseName, always: boolean): Promise<void> {
  const step = {
    name: `generate-${database}`,
    inputs: [`prisma/schema-${database}.prisma`, "prisma.config.ts", "pnpm-lock.yaml"],
    output: `packages/db/src/generated/${database}/client.ts`,
    always,
  };
  await whenChanged(step, async () => {
    const code = await runPrisma(database, ["generate", schemaArgument(database)], { quiet: !always });
    if (code !== 0) throw new Error(`Generating the ${database} client failed`);
  });
}
