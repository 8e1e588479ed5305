import { z } from "zod";
import { issuesOf, type RefusalView } from "../../shared/api/refusal.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { shortagesOf } from "./shortages.ts";
import type { LineValues } from "./order-values.ts";

const lineNumber = z.int().min(1);

/** Puts a refusal on the fields it is about: each short line, or the line the server numbers. */
export function lineErrors(refusal: RefusalView, lines: readonly LineValues[]): Record<string, string> {
  const shortages = shortagesOf(refusal);
  if (shortages.length > 0) {
    return Object.fromEntries(
      lines.flatMap((line, index) => {
        const short = shortages.find((one) => one.productId === line.productId);
        return short ? [[`lines.${index}.quantity`, `Only ${formatDecimal(short.available)}`]] : [];
      }),
    );
  }
  const line = lineNumber.safeParse(refusal.details.line);
  if (line.success)
    return {
      [`lines.${line.data - 1}.${refusal.rule === "order.priceMissing" ? "unitPrice" : "quantity"}`]: refusal.message,
    };
  return issuesOf(refusal);
}
