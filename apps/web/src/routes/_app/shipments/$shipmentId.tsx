import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { ShipmentPage } from "../../../features/shipments/shipment-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/shipments/$shipmentId")({ component: Shipment });

function Shipment() {
  const { shipmentId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/shipments" }));
  return (
    <RequirePermission permission="shipment:read">
      <ShipmentPage key={shipmentId} id={shipmentId} onBack={back} />
    </RequirePermission>
  );
}
