import { z } from "zod";

export const scanMode = z.enum(["LOOKUP", "RECEIVE", "MOVE", "PICK", "COUNT"]);
export type ScanMode = z.infer<typeof scanMode>;

/** What the address of the scan station says. */
export const scanSearch = z.object({
  mode: scanMode.optional().catch(undefined),
  shipment: z.string().max(64).optional().catch(undefined),
  wave: z.string().max(64).optional().catch(undefined),
});
