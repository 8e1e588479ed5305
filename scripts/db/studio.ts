import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runPrisma } from "./prisma.ts";
import { runDatabaseCommand } from "./run-command.ts";
import { addressEnvironment } from "./with-databases.ts";

await runDatabaseCommand((database, urls, args) =>
  runPrisma(database, ["studio", ...args], { env: { ...addressEnvironment(urls), ...withoutOpener() } }),
);

/** Studio dies of a machine that can't open a browser; there it only prints its address. */
function withoutOpener(): { BROWSER?: string } {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const canOpen = process.platform !== "linux" || folders.some((folder) => existsSync(join(folder, "xdg-open")));
  return process.env.BROWSER === undefined && !canOpen ? { BROWSER: "none" } : {};
}
