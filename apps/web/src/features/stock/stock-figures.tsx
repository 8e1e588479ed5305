import { trpc } from "../../shared/api/trpc.ts";
import { formatCount, formatMoney } from "../../shared/format/numbers.ts";
import { useCan } from "../../shared/session/session.tsx";

/** How many positions there are and what they are worth. */
export function StockFigures({ warehouseId }: { warehouseId: string | undefined }) {
  const mayRead = useCan("dashboard:read");
  const dashboard = trpc.dashboard.get.useQuery({ warehouseId }, { enabled: mayRead });
  if (!dashboard.data) return null;
  const { totals, stockValue, currency } = dashboard.data;
  return (
    <>
      {formatCount(totals.positions)} positions
      {stockValue === null ? "" : ` · value ${formatMoney(stockValue, currency)}`}
    </>
  );
}
