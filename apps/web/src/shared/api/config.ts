import { z } from "zod";

const config = z.object({
  supabaseUrl: z.string(),
  anonKey: z.string().min(1),
  /** Whether people make accounts by themselves; an administrator may change it while this page is open. */
  signUp: z.boolean().default(false),
});
export type Config = z.infer<typeof config>;

/** Reads where to sign in; an empty address means this origin. */
export async function readConfig(): Promise<Config> {
  const answer = await fetch("/config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`config.json answered ${answer.status}`);
  const found = config.parse(await answer.json());
  return { ...found, supabaseUrl: found.supabaseUrl || location.origin };
}
