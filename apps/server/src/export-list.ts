import type { createCaller } from "@invista/api/root";
import type { Permission } from "@invista/contracts/permissions";

export type Caller = ReturnType<typeof createCaller>;
export interface Page {
  rows: readonly object[];
  nextCursor: string | null;
}

export interface Export {
  permission: Extract<Permission, `${string}:export`>;
  columns: readonly string[];
  page(caller: Caller, input: Record<string, unknown>): Promise<Page>;
}
