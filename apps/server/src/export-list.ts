import type { createCaller } from "@invista/api/root";

export type Caller = ReturnType<typeof createCaller>;
export interface Page {
  rows: readonly object[];
  nextCursor: string | null;
}

export interface Export {
  permission: "product:export" | "stock:export" | "order:export" | "customer:export" | "audit:export";
  columns: readonly string[];
  page(caller: Caller, input: Record<string, unknown>): Promise<Page>;
}
