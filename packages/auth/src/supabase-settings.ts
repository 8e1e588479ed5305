import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const runFile = z.object({ supabaseUrl: z.string(), anonKey: z.string() });

export interface SupabaseSettings {
  readonly url: string;
  readonly anonKey: string;
}

/** The project's address and public key: from the environment, else from the running embedded stack. */
export function supabaseSettings(env: NodeJS.ProcessEnv = process.env): SupabaseSettings {
  if (env.SUPABASE_URL && env.SUPABASE_ANON_KEY) return { url: env.SUPABASE_URL, anonKey: env.SUPABASE_ANON_KEY };
  if (env.SUPABASE_URL || env.SUPABASE_ANON_KEY)
    throw new Error("SUPABASE_URL and SUPABASE_ANON_KEY must be set together");
  try {
    const run = runFile.parse(JSON.parse(readFileSync(join(env.INVISTA_HOME ?? ".invista", "run.json"), "utf8")));
    return { url: run.supabaseUrl, anonKey: run.anonKey };
  } catch (error) {
    throw new Error("SUPABASE_URL and SUPABASE_ANON_KEY are not set and no embedded stack is running", {
      cause: error,
    });
  }
}
