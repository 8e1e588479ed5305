import { runPrisma, schemaArgument } from "./prisma.ts";
import { runDatabaseCommand } from "./run-command.ts";
import { addressEnvironment } from "./with-databases.ts";

await runDatabaseCommand((database, urls, args) =>
  runPrisma(database, ["migrate", "dev", schemaArgument(database), ...args], { env: addressEnvironment(urls) }),
);
