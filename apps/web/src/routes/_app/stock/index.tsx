import { createFileRoute } from "@tanstack/react-router";
import { StockList } from "../../../features/stock/stock-list.tsx";
import { stockSearch } from "../../../features/stock/stock-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/stock/")({ validateSearch: stockSearch, component: Stock });

function Stock() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="stock:read">
      <StockList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(row, asOf) =>
          void navigate({
            to: "/stock/$productId/$warehouseId",
            params: { productId: row.productId, warehouseId: row.warehouseId },
            search: asOf ?? {},
          })
        }
      />
    </RequirePermission>
  );
}
