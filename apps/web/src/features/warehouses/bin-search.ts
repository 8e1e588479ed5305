import { z } from "zod";
import { asOfSearch } from "../../shared/ui/as-of-search.ts";

/** What the address of a warehouse's bins says. */
export const binSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  view: z.literal("map").optional().catch(undefined),
  ...asOfSearch,
});
export type BinSearch = z.infer<typeof binSearch>;
