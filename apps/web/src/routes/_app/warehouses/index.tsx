import { createFileRoute } from "@tanstack/react-router";
import { WarehouseList } from "../../../features/warehouses/warehouse-list.tsx";
import { warehouseSearch } from "../../../features/warehouses/warehouse-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/warehouses/")({ validateSearch: warehouseSearch, component: Warehouses });

function Warehouses() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="warehouse:read">
      <WarehouseList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(warehouseId) => void navigate({ to: "/warehouses/$warehouseId", params: { warehouseId } })}
      />
    </RequirePermission>
  );
}
