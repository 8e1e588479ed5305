import { importStatus } from "@invista/contracts/import/import";
import { z } from "zod";

/** What the address of the list of imports says. */
export const importSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: importStatus.optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
});
export type ImportSearch = z.infer<typeof importSearch>;
