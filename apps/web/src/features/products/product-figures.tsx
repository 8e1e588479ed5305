import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { useCan } from "../../shared/session/session.tsx";

/** How many products there are, without the archived ones. */
export function ProductFigures() {
  const mayRead = useCan("dashboard:read");
  const dashboard = trpc.dashboard.get.useQuery({}, { enabled: mayRead });
  return dashboard.data ? (
    <>{formatCount(dashboard.data.totals.products)} products, not counting archived ones</>
  ) : null;
}
