import { pushDatabase } from "./push-database.ts";
import { runDatabaseCommand } from "./run-command.ts";

await runDatabaseCommand(async (database, urls, args) => {
  const code = await pushDatabase(database, urls, args);
  if (code === 0) console.log(`Guards of ${database} applied.`);
  return code;
});
