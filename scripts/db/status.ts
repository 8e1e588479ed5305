import type { DatabaseName } from "@invista/local-stack";
import { describeStatus } from "./describe-status.ts";
import { withDatabases } from "./with-databases.ts";

const NAMES: DatabaseName[] = ["supabase", "neon"];

try {
  const statuses = await withDatabases((urls) =>
    Promise.all(NAMES.map(async (name) => ({ name, ...(await describeStatus(name, urls)) }))),
  );
  for (const { name, text } of statuses) console.log(`${name}: ${text}`);
  process.exitCode = statuses.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
