import { createFileRoute } from "@tanstack/react-router";
import { replenishmentSearch } from "../../../features/replenishment/replenishment-search.ts";
import { SuggestionList } from "../../../features/replenishment/suggestion-list.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/replenishment/")({
  validateSearch: replenishmentSearch,
  component: Replenishment,
});

function Replenishment() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="replenishment:read">
      <SuggestionList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(productId, warehouseId) =>
          void navigate({ to: "/stock/$productId/$warehouseId", params: { productId, warehouseId } })
        }
      />
    </RequirePermission>
  );
}
