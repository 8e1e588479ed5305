import { createFileRoute } from "@tanstack/react-router";
import { WarehouseList } from "../../../features/warehouses/warehouse-list.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/warehouses/")({ component: Warehouses });

function Warehouses() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="warehouse:read">
      <WarehouseList
        onOpen={(warehouseId) => void navigate({ to: "/warehouses/$warehouseId", params: { warehouseId } })}
      />
    </RequirePermission>
  );
}
