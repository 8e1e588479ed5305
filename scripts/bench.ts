import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./content-stamp.ts";
import { generateClients } from "./db/generate-clients.ts";
import { runProcess } from "./run-process.ts";

const folder = join(root, "bench");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => file.replace(/\.ts$/, ""));
const [name = "", ...args] = process.argv.slice(2);

if (names.includes(name)) {
  await generateClients();
  process.exitCode = await runProcess(process.execPath, [join(folder, `${name}.ts`), ...args]);
} else {
  console.error(`npm run bench -- <name>; there are: ${names.join(", ") || "none"}`);
  process.exitCode = 2;
}
