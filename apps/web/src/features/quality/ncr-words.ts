import type { NcrDisposition, NcrRow, NcrStatus } from "@invista/contracts/quality/ncr";

export const SEVERITY_WORDS: Record<NcrRow["severity"], string> = {
  MINOR: "Minor",
  MAJOR: "Major",
  CRITICAL: "Critical",
};

export const DISPOSITION_WORDS: Record<NcrDisposition, string> = {
  REWORK: "Reworked",
  USE_AS_IS: "Used as they are",
  RETURN_TO_SUPPLIER: "Sent back",
  SCRAP: "Scrapped",
};

/** What the step to a state is called, what it asks for, and what it means. */
export const STEP_WORDS: Record<Exclude<NcrStatus, "OPEN">, { verb: string; asks?: string; means: string }> = {
  CONTAINED: {
    verb: "Mark as contained",
    means: "Nothing more of it can get out: what is affected is found and kept.",
  },
  ROOT_CAUSE: { verb: "Name the cause", asks: "Root cause", means: "Why it happened, not what happened." },
  CORRECTED: {
    verb: "Record the correction",
    asks: "Correction",
    means: "What was changed so that it does not happen again.",
  },
  VERIFIED: { verb: "Verify", means: "Someone who did not open it has seen that the correction works." },
  CLOSED: { verb: "Close", means: "The goods are decided and the correction works. A closed one does not change." },
};
