import { z } from "zod";
import type { RefusalView } from "../../shared/api/refusal.ts";

const line = z.object({
  productId: z.string(),
  sku: z.string().optional(),
  requested: z.string(),
  available: z.string(),
});
export type Shortage = z.infer<typeof line>;

/** The lines a refusal for short stock names; none for any other refusal. */
export function shortagesOf(refusal: RefusalView | null): readonly Shortage[] {
  return refusal?.rule === "stock.insufficient" ? z.array(line).catch([]).parse(refusal.details.lines) : [];
}
