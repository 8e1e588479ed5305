import { createFileRoute } from "@tanstack/react-router";
import { TransferList } from "../../../features/transfers/transfer-list.tsx";
import { transferSearch } from "../../../features/transfers/transfer-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/transfers/")({ validateSearch: transferSearch, component: Transfers });

function Transfers() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="transfer:read">
      <TransferList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(transferId) => void navigate({ to: "/transfers/$transferId", params: { transferId } })}
        onNew={() => void navigate({ to: "/transfers/new" })}
      />
    </RequirePermission>
  );
}
