import { movementType } from "@invista/contracts/stock/list-stock";
import { z } from "zod";

const day = z.iso.date().optional().catch(undefined);

const known = z.string().max(64).optional().catch(undefined);

/** What the address of the ledger says. */
export const ledgerSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  type: movementType.optional().catch(undefined),
  product: known,
  operation: known,
  bin: z.string().max(40).optional().catch(undefined),
  lot: known,
  person: known,
  document: known,
  peek: known,
  from: day,
  to: day,
});
export type LedgerSearch = z.infer<typeof ledgerSearch>;

/** The filters that come from a link or a movement's details, in words; each can be taken off again. */
export const PINNED = {
  product: "Product",
  bin: "Bin",
  lot: "Lot",
  person: "Person",
  document: "Document",
  operation: "Operation",
} as const satisfies Partial<Record<keyof LedgerSearch, string>>;
export type PinnedFilter = keyof typeof PINNED;
