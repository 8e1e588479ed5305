import { listStockInput, stockState } from "@invista/contracts/stock/list-stock";
import { z } from "zod";
import { asOfSearch } from "../../shared/ui/as-of-search.ts";

/** What the address of the stock list says; an unknown value is dropped instead of breaking the page. */
export const stockSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  state: stockState.optional().catch(undefined),
  view: z.enum(["BELOW_REORDER"]).optional().catch(undefined),
  category: z.string().max(64).optional().catch(undefined),
  sort: z.enum(listStockInput.shape.sort.unwrap().options).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  /** Of the past only: a bin and a lot. */
  bin: z.string().max(40).optional().catch(undefined),
  lot: z.string().max(80).optional().catch(undefined),
  ...asOfSearch,
  peek: z.string().max(140).optional().catch(undefined),
});
export type StockSearch = z.infer<typeof stockSearch>;

/** Ids hold no point, so it parts product and warehouse. */
export function positionId(row: { productId: string; warehouseId: string }): string {
  return `${row.productId}.${row.warehouseId}`;
}

export function positionOf(id: string): { productId: string; warehouseId: string } | null {
  const [productId, warehouseId] = id.split(".");
  return productId && warehouseId ? { productId, warehouseId } : null;
}
