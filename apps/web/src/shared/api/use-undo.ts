import { newKey } from "./new-key.ts";
import { trpc } from "./trpc.ts";

/** Undoes one of the caller's own stock operations and reads again what it changed. */
export function useUndo(): (operationId: string) => Promise<unknown> {
  const utils = trpc.useUtils();
  const undo = trpc.operation.undo.useMutation();
  return async (id) => {
    await undo.mutateAsync({ id, chain: false, idempotencyKey: newKey() });
    await Promise.all([
      utils.stock.invalidate(),
      utils.product.invalidate(),
      utils.operation.invalidate(),
      utils.count.invalidate(),
      utils.shipment.invalidate(),
      utils.inspection.invalidate(),
      utils.ncr.invalidate(),
      utils.order.invalidate(),
      utils.dashboard.invalidate(),
    ]);
  };
}
