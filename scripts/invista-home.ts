import { resolve } from "node:path";
import { root } from "./content-stamp.ts";

/** The folder that holds clusters, keys and files: INVISTA_HOME, or .invista in the repository. */
export function invistaHome(): string {
  return resolve(root, process.env.INVISTA_HOME || ".invista");
}
