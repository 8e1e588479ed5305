import type { Outputs } from "../../shared/api/trpc.ts";

export type Role = Outputs["role"]["list"]["rows"][number];
export type Assignment = Outputs["role"]["assignments"]["rows"][number];

/** A limit in words: null is none. */
export function limitWords(limit: string | null, unit = ""): string {
  return limit === null ? "No limit" : `${limit}${unit}`;
}
