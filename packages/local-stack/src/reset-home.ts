import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { holdHome } from "./hold-home.ts";
import { dataPointer } from "./placement.ts";

/** What Invista writes into INVISTA_HOME. A reset removes these and nothing else, whatever folder the variable names. */
const ENTRIES = [
  "postgres",
  "postgres-password",
  "api-password",
  "ports.json",
  "run.json",
  "keys",
  "files",
  "mail",
  "tmp",
  "state.json",
];

/** Removes the data, keys and files of an INVISTA_HOME that no process holds; the next start makes new ones. */
export function resetHome(home: string): void {
  if (!existsSync(home)) return;
  const letGo = holdHome(home);
  try {
    const pointer = dataPointer(home);
    if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
    for (const entry of [...ENTRIES, "data-location"]) rmSync(join(home, entry), { recursive: true, force: true });
  } finally {
    letGo();
  }
}
