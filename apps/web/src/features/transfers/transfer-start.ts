import { z } from "zod";
import { trpc } from "../../shared/api/trpc.ts";
import type { TransferValues } from "./transfer-values.ts";

/** What an address fills into a new transfer: two warehouses, a product and how much of it. */
export const transferStart = z.object({
  from: z.string().max(64).optional().catch(undefined),
  to: z.string().max(64).optional().catch(undefined),
  product: z.string().max(64).optional().catch(undefined),
  quantity: z
    .string()
    .regex(/^\d{1,14}(\.\d{1,4})?$/)
    .optional()
    .catch(undefined),
});
export type TransferStart = z.infer<typeof transferStart>;

/** The values of the form that the address asks for; undefined while the product is still read. A product that can't be read is left out. */
export function useTransferStart({ from, to, product, quantity }: TransferStart): Partial<TransferValues> | undefined {
  const query = trpc.product.get.useQuery({ id: product ?? "" }, { enabled: product !== undefined });
  if (product !== undefined && query.isPending) return undefined;
  const found = query.data;
  return {
    fromWarehouseId: from ?? null,
    toWarehouseId: to ?? null,
    lines: found
      ? [{ productId: found.id, sku: found.sku, name: found.name, unitCode: found.unitCode, quantity: quantity ?? "" }]
      : [],
  };
}
