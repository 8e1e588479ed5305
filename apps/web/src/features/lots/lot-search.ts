import { listLotsInput } from "@invista/contracts/lot/lot";
import { lotStatus } from "@invista/contracts/lot/trace";
import { z } from "zod";
import { asOfSearch } from "../../shared/ui/as-of-search.ts";

/** What the address of the list of lots says. */
export const lotSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: lotStatus.optional().catch(undefined),
  view: listLotsInput.shape.view.catch(undefined),
  /** Of what expires: within so many days; 30 where nothing is said. */
  days: z.literal([7, 30, 90, 180]).optional().catch(undefined),
  product: z.string().max(64).optional().catch(undefined),
  ...asOfSearch,
});
export type LotSearch = z.infer<typeof lotSearch>;
