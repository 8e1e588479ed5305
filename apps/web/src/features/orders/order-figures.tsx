import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";

/** How many orders are open, and how many of them wait or are late. */
export function OrderFigures() {
  const mayRead = useCan("dashboard:read");
  const dashboard = trpc.dashboard.get.useQuery({}, { enabled: mayRead });
  if (!dashboard.data) return null;
  const { totals, tiles } = dashboard.data;
  return (
    <>
      {plural(totals.orders, "open order")} · {formatCount(tiles.pendingOrders.count)} to confirm ·{" "}
      {formatCount(tiles.lateToShip.count)} late
    </>
  );
}
