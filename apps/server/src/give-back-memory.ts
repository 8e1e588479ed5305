import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** One full collection: what migrations and demo data took goes back to the system before the process idles. */
export function giveBackMemory(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect === "function") collect();
}
