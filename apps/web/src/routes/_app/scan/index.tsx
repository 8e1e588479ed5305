import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { ScanPage } from "../../../features/scan/scan-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

const scanSearch = z.object({
  mode: z.enum(["LOOKUP", "RECEIVE", "MOVE", "COUNT"]).optional().catch(undefined),
});
export const Route = createFileRoute("/_app/scan/")({ validateSearch: scanSearch, component: ScanStation });

function ScanStation() {
  const { mode = "LOOKUP" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="stock:read">
      <ScanPage
        mode={mode}
        onMode={(next) => void navigate({ search: (before) => ({ ...before, mode: next }), replace: true })}
        onWarehouse={(warehouse) => void navigate({ search: (before) => ({ ...before, warehouse }), replace: true })}
      />
    </RequirePermission>
  );
}
