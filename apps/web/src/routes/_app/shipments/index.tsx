import { createFileRoute } from "@tanstack/react-router";
import { shipmentSearch } from "../../../features/shipments/shipment-search.ts";
import { ShipmentsPage } from "../../../features/shipments/shipments-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/shipments/")({ validateSearch: shipmentSearch, component: Shipments });

function Shipments() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="shipment:read">
      <ShipmentsPage
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(shipmentId) => void navigate({ to: "/shipments/$shipmentId", params: { shipmentId } })}
      />
    </RequirePermission>
  );
}
