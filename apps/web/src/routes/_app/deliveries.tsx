import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { DeliveryList } from "../../features/health/delivery-list.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

const search = z.object({ state: z.enum(["dead", "waiting"]).optional().catch(undefined) });

export const Route = createFileRoute("/_app/deliveries")({ validateSearch: search, component: Deliveries });

function Deliveries() {
  const { state } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="health:read">
      <DeliveryList
        state={state ?? "dead"}
        onState={(next) => void navigate({ search: (before) => ({ ...before, state: next }), replace: true })}
      />
    </RequirePermission>
  );
}
