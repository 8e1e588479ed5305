import { trpc } from "./trpc.ts";

/** Everything that shows shipments, their orders, or the stock they take is read again. */
export function useReadShipmentsAgain() {
  const utils = trpc.useUtils();
  return () =>
    Promise.all([
      utils.shipment.invalidate(),
      utils.order.invalidate(),
      utils.stock.invalidate(),
      utils.count.invalidate(),
      utils.dashboard.invalidate(),
    ]);
}
