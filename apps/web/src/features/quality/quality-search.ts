import { inspectionStatus } from "@invista/contracts/quality/inspection";
import { ncrStatus } from "@invista/contracts/quality/ncr";
import { z } from "zod";

export const qualityTab = z.enum(["inspections", "ncrs", "plans"]);

/** What the address of the quality page says. */
export const qualitySearch = z.object({
  tab: qualityTab.optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  status: inspectionStatus.optional().catch(undefined),
  ncr: ncrStatus.optional().catch(undefined),
  view: z.literal("OPEN").optional().catch(undefined),
});
export type QualitySearch = z.infer<typeof qualitySearch>;
