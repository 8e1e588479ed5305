import { transferStatus } from "@invista/contracts/transfer/transfer";
import { z } from "zod";

/** What the address of the list of transfers says. */
export const transferSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: transferStatus.optional().catch(undefined),
  view: z.enum(["OPEN"]).optional().catch(undefined),
});
export type TransferSearch = z.infer<typeof transferSearch>;
