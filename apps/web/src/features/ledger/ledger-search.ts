import { movementType } from "@invista/contracts/stock/list-stock";
import { z } from "zod";

const day = z.iso.date().optional().catch(undefined);

/** What the address of the ledger says. */
export const ledgerSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  type: movementType.optional().catch(undefined),
  product: z.string().max(64).optional().catch(undefined),
  from: day,
  to: day,
});
export type LedgerSearch = z.infer<typeof ledgerSearch>;

/** The first instant of a local day, and of the day after it. */
export function startOfDay(value: string | undefined, plusDays = 0): string | undefined {
  if (!value) return undefined;
  const [year = 0, month = 1, date = 1] = value.split("-").map(Number);
  return new Date(year, month - 1, date + plusDays).toISOString();
}
