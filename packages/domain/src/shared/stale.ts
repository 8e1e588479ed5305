import { refuse } from "@invista/contracts/errors";
import type { Details } from "@invista/contracts/errors";

/** Called when a versioned UPDATE met no row: the record is gone (NOT_FOUND) or was changed meanwhile (STALE). */
export function missingOrStale(
  entity: string,
  current: { version: number } | null | undefined,
  details: Details = {},
): Error {
  if (!current) return refuse("NOT_FOUND", "record.notFound", { entity, ...details });
  return refuse("STALE", "record.stale", { entity, currentVersion: current.version, ...details });
}
