import type { AttributeKind } from "@invista/contracts/product/attributes";

export const KIND_WORDS: Record<AttributeKind, string> = {
  TEXT: "Text",
  NUMBER: "Number",
  BOOLEAN: "Yes or no",
  CHOICE: "Choice",
  DATE: "Day",
};
