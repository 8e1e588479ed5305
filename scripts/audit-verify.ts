import { verifyEvidence } from "@invista/api/flows/verify-evidence";
import { disconnectAll, neonClient, supabaseClient } from "@invista/db";
import { addressEnvironment, withDatabases } from "./db/with-databases.ts";

// npm run audit:verify: the whole trail, every witness and every operation over both databases; names the first that is wrong.
try {
  const found = await withDatabases(async (urls) => {
    Object.assign(process.env, addressEnvironment(urls));
    try {
      return await verifyEvidence({ neon: neonClient, supabase: supabaseClient }, { newest: Infinity });
    } finally {
      await disconnectAll();
    }
  });
  const checked = `${found.rows} entries, ${found.witnesses} witnesses, ${found.operations} operations`;
  if (found.ok) console.log(`OK: ${checked}, all as they were written`);
  else console.error(`BROKEN: ${found.reason} (${checked} looked at)`);
  process.exitCode = found.ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
