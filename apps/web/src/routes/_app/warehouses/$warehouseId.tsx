import { createFileRoute } from "@tanstack/react-router";
import { BinList } from "../../../features/warehouses/bin-list.tsx";
import { binSearch } from "../../../features/warehouses/bin-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/warehouses/$warehouseId")({
  validateSearch: binSearch,
  component: Bins,
});

function Bins() {
  const { warehouseId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="location:read">
      <BinList
        key={warehouseId}
        warehouseId={warehouseId}
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onBack={() => void navigate({ to: "/warehouses" })}
      />
    </RequirePermission>
  );
}
