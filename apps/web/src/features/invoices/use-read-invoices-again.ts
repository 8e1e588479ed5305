import { trpc } from "../../shared/api/trpc.ts";

/** Reads again what shows invoices and what orders and customers owe. */
export function useReadInvoicesAgain(): () => Promise<void> {
  const utils = trpc.useUtils();
  return async () => {
    await Promise.all([
      utils.invoice.invalidate(),
      utils.order.invalidate(),
      utils.customer.invalidate(),
      utils.dashboard.invalidate(),
    ]);
  };
}
