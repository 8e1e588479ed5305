import { createFileRoute } from "@tanstack/react-router";
import { ScanPage } from "../../../features/scan/scan-page.tsx";
import { scanSearch } from "../../../features/scan/scan-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/scan/")({ validateSearch: scanSearch, component: ScanStation });

function ScanStation() {
  const { mode = "LOOKUP", shipment, wave } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="stock:read">
      <ScanPage
        mode={mode}
        picked={wave ? { waveId: wave } : shipment ? { shipmentId: shipment } : null}
        onMode={(next) => void navigate({ search: (before) => ({ ...before, mode: next }), replace: true })}
        onPicked={(of) =>
          void navigate({
            search: (before) => ({ ...before, wave: of.waveId, shipment: of.shipmentId }),
            replace: true,
          })
        }
        onWarehouse={(warehouse) => void navigate({ search: (before) => ({ ...before, warehouse }), replace: true })}
      />
    </RequirePermission>
  );
}
