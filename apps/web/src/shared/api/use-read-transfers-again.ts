import { trpc } from "./trpc.ts";

/** Everything that shows transfers, or the stock they move, is read again. */
export function useReadTransfersAgain() {
  const utils = trpc.useUtils();
  return () => Promise.all([utils.transfer.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]);
}
