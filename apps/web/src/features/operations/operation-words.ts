import type { OperationRow } from "@invista/contracts/operation/operation";
import { sentence } from "../../shared/format/words.ts";
import type { Tone } from "../../shared/ui/status-chip.tsx";

const WORDS: Record<string, string> = {
  "stock.adjust": "Adjustment",
  "stock.move": "Move between bins",
  "stock.quarantine": "Put into quarantine",
  "stock.release": "Released from quarantine",
  "stock.scrap": "Scrapped",
  "location.moveContents": "Emptied a bin",
  "kit.build": "Kits built",
  "kit.unbuild": "Kits taken apart",
  "scan.receive": "Received without an order",
  "count.approve": "Count posted",
  "inspection.start": "Taken to be inspected",
  "inspection.decide": "Inspection decided",
  "inspection.waive": "Inspection waived",
  "ncr.dispose": "Rejected goods disposed of",
  "returns.receive": "Return received",
  "returns.inspect": "Return decided on",
  "shipment.ship": "Shipment left",
  "shipment.refuse": "Shipment refused",
  "transfer.dispatch": "Transfer dispatched",
  "transfer.receive": "Transfer received",
  "transfer.resolve": "Transfer loss written off",
  "import.batch": "Import",
  "import.revert": "Undo of an import",
  "operation.undo": "Undo",
  "operation.undoAny": "Undo",
};

/** What a person did, in his words. */
export function procedureWord(procedure: string): string {
  return WORDS[procedure] ?? sentence(procedure.replace(".", " ").replace(/([a-z])([A-Z])/g, "$1 $2"));
}

export function operationState(row: OperationRow): { word: string; tone: Tone } {
  if (row.status === "UNDONE") return { word: "Undone", tone: "warning" };
  return row.undoOfId === null ? { word: "Posted", tone: "good" } : { word: "Undo", tone: "neutral" };
}
