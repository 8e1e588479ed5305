import { asOfBasis } from "@invista/contracts/stock/as-of";
import { z } from "zod";

/** What an address says about the moment a screen is set to; without `at` it shows the present. */
export const asOfSearch = {
  at: z.iso.datetime({ offset: true }).optional().catch(undefined),
  basis: asOfBasis.optional().catch(undefined),
};
