import { serialStatus } from "@invista/contracts/serial/serial";
import { z } from "zod";
import { asOfSearch } from "../../shared/ui/as-of-search.ts";

/** What the address of the list of serial numbers says. */
export const serialSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: serialStatus.optional().catch(undefined),
  product: z.string().max(64).optional().catch(undefined),
  ...asOfSearch,
});
export type SerialSearch = z.infer<typeof serialSearch>;
