import { trpc, type Outputs } from "../../shared/api/trpc.ts";

export type Relations = Outputs["catalog"]["relations"];

/** Packs, codes, parts and variants of a product, and how to read them again with the product itself. */
export function useRelations(productId: string) {
  const utils = trpc.useUtils();
  const query = trpc.catalog.relations.useQuery({ id: productId });
  const readAgain = () => Promise.all([utils.catalog.invalidate(), utils.product.invalidate()]);
  return { query, readAgain };
}
