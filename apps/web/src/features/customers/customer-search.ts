import { customerStatus, listCustomersInput } from "@invista/contracts/customer/customer";
import { z } from "zod";

/** What the address of the customer list says. */
export const customerSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: customerStatus.optional().catch(undefined),
  sort: listCustomersInput.shape.sort.unwrap().optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  peek: z.string().max(64).optional().catch(undefined),
});
export type CustomerSearch = z.infer<typeof customerSearch>;
