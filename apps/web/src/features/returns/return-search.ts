import { returnStatus } from "@invista/contracts/returns/returns";
import { z } from "zod";

/** What the address of the list of returns says. */
export const returnSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: returnStatus.optional().catch(undefined),
  view: z.enum(["OPEN"]).optional().catch(undefined),
  customerId: z.string().max(64).optional().catch(undefined),
});
export type ReturnSearch = z.infer<typeof returnSearch>;
