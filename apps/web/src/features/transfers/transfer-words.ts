import type { TransferStatus } from "@invista/contracts/transfer/transfer";
import type { Tone } from "../../shared/ui/status-chip.tsx";

/** The fixed word and tone of a transfer's state. */
export const TRANSFER_WORDS: Record<TransferStatus, { readonly word: string; readonly tone: Tone }> = {
  DRAFT: { word: "Draft", tone: "neutral" },
  APPROVED: { word: "Approved", tone: "info" },
  PICKING: { word: "Picking", tone: "info" },
  IN_TRANSIT: { word: "In transit", tone: "warning" },
  PARTIALLY_RECEIVED: { word: "Partly received", tone: "warning" },
  RECEIVED: { word: "Received", tone: "good" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
};
