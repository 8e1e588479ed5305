import type { InspectionTrigger, Sampling } from "@invista/contracts/quality/plan";

export const SOURCE_WORDS: Record<InspectionTrigger, string> = {
  STOCK: "Stock that is doubted",
  RETURN: "Goods that come back",
  RECEIPT: "Goods that are received",
  TRANSFER: "Goods that are transferred",
};

export function samplingWord(how: Sampling): string {
  if (how.kind === "ALL") return "all of it";
  return how.kind === "FIXED" ? `${how.count} of it` : `${how.percent} %, rounded up`;
}
