// Entry of every npm script. Plain JavaScript without dependencies: it runs on the system's Node (20 or later) before
// anything is installed, installs what the lockfile says, and hands over to the project's own Node.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./install-packages.mjs";
import { runOnProjectNode } from "./project-node.mjs";
import { SERVER_FLAGS } from "./server-flags.mjs";

const SCRIPTS = {
  start: "start.ts",
  dev: "dev.ts",
  test: "test.ts",
  bench: "bench.ts",
  "audit:verify": "audit-verify.ts",
  "demo:reset": "reset-demo.ts",
  "keys:rotate": "rotate-key.ts",
  "db:generate": "db/generate.ts",
  "db:migrate": "db/migrate.ts",
  "db:migrate:deploy": "db/deploy.ts",
  "db:studio": "db/studio.ts",
  "db:push": "db/push.ts",
  "db:status": "db/status.ts",
};

const root = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const [command = "", ...rest] = process.argv.slice(2);
const [, name, database] = /^(.*?)(?::(neon|supabase))?$/.exec(command) ?? [];
const script = SCRIPTS[name];

if (!script) {
  console.error(`Unknown command "${command}". There are: ${Object.keys(SCRIPTS).join(", ")}`);
  process.exit(2);
}
try {
  ensureInstalled(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const environmentFile = join(root, ".env");
const flags = [
  ...(existsSync(environmentFile) ? [`--env-file=${environmentFile}`] : []),
  ...(name === "start" ? SERVER_FLAGS : []),
];
await runOnProjectNode(root, [...flags, join(root, "scripts", script), ...(database ? [database] : []), ...rest]);
