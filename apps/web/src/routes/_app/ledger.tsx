import { createFileRoute } from "@tanstack/react-router";
import { LedgerList } from "../../features/ledger/ledger-list.tsx";
import { ledgerSearch } from "../../features/ledger/ledger-search.ts";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/ledger")({ validateSearch: ledgerSearch, component: Ledger });

function Ledger() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="stock:read">
      <LedgerList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(row) =>
          void navigate({
            to: "/stock/$productId/$warehouseId",
            params: { productId: row.productId, warehouseId: row.warehouseId },
          })
        }
      />
    </RequirePermission>
  );
}
