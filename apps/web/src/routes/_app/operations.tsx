import { createFileRoute } from "@tanstack/react-router";
import { OperationList } from "../../features/operations/operation-list.tsx";
import { operationSearch } from "../../features/operations/operation-search.ts";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/operations")({ validateSearch: operationSearch, component: Operations });

function Operations() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="operation:read">
      <OperationList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      />
    </RequirePermission>
  );
}
