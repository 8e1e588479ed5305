import { trpc } from "../../shared/api/trpc.ts";

/** Reads again what shows returns, and the stock, orders and invoices that they change. */
export function useReadReturnsAgain(): () => Promise<void> {
  const utils = trpc.useUtils();
  return async () => {
    await Promise.all([
      utils.returns.invalidate(),
      utils.stock.invalidate(),
      utils.operation.invalidate(),
      utils.order.invalidate(),
      utils.invoice.invalidate(),
      utils.customer.invalidate(),
    ]);
  };
}
