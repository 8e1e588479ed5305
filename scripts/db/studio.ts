import { runPrisma } from "./prisma.ts";
import { runDatabaseCommand } from "./run-command.ts";
import { addressEnvironment } from "./with-databases.ts";

await runDatabaseCommand((database, urls, args) =>
  runPrisma(database, ["studio", ...args], { env: addressEnvironment(urls) }),
);
