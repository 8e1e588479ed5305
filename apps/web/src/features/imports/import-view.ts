import type { Outputs } from "../../shared/api/trpc.ts";

/** One import as the API answers it. */
export type ImportView = Outputs["import"]["get"];
