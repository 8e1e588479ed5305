import type { AdjustReason } from "@invista/contracts/stock/adjust-stock";
import type { MovementRow } from "@invista/contracts/stock/list-stock";

export const REASON_WORDS: Record<AdjustReason, string> = {
  COUNT: "Counted",
  DAMAGED: "Damaged",
  EXPIRED: "Expired",
  FOUND: "Found",
  LOST: "Lost",
  STOLEN: "Stolen",
  DATA_ENTRY_ERROR: "Entry error",
  SAMPLE: "Taken as a sample",
  OPENING: "Opening stock",
  OTHER: "Other",
};

export const MOVEMENT_WORDS: Record<MovementRow["type"], string> = {
  OPENING: "Opening stock",
  RECEIPT: "Receipt",
  SHIPMENT: "Shipment",
  RETURN_IN: "Return",
  SUPPLIER_RETURN: "Return to supplier",
  TRANSFER_OUT: "Transfer out",
  TRANSFER_IN: "Transfer in",
  TRANSFER_LOSS: "Lost in transfer",
  PUTAWAY: "Put away",
  ADJUSTMENT: "Adjustment",
  SCRAP: "Scrap",
  QUARANTINE_IN: "Into quarantine",
  QUARANTINE_OUT: "Out of quarantine",
  KIT_CONSUME: "Kit work, out",
  KIT_BUILD: "Kit work, in",
  REVALUATION: "Revaluation",
  REVERSAL: "Reversal",
};
