import { productStatus } from "@invista/contracts/product/product";
import { z } from "zod";

/** What the address of the product list says. */
export const productSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: productStatus.optional().catch(undefined),
  category: z.string().max(64).optional().catch(undefined),
  sort: z.enum(["name", "sku", "updatedAt"]).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  peek: z.string().max(64).optional().catch(undefined),
});
export type ProductSearch = z.infer<typeof productSearch>;

/** The parts of a product's page. */
export const productTab = z.enum(["stock", "packs", "prices", "parts", "fields", "files"]);
export type ProductTab = z.infer<typeof productTab>;
