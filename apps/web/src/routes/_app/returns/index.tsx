import { createFileRoute } from "@tanstack/react-router";
import { ReturnList } from "../../../features/returns/return-list.tsx";
import { returnSearch } from "../../../features/returns/return-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/returns/")({ validateSearch: returnSearch, component: Returns });

function Returns() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="return:read">
      <ReturnList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(returnId) => void navigate({ to: "/returns/$returnId", params: { returnId } })}
      />
    </RequirePermission>
  );
}
