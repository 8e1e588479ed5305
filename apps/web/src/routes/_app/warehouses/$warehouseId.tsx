import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { BinList } from "../../../features/warehouses/bin-list.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/warehouses/$warehouseId")({
  validateSearch: z.object({
    q: z.string().max(100).optional().catch(undefined),
    view: z.literal("map").optional().catch(undefined),
  }),
  component: Bins,
});

function Bins() {
  const { warehouseId } = Route.useParams();
  const { q, view } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="location:read">
      <BinList
        key={warehouseId}
        warehouseId={warehouseId}
        q={q}
        view={view}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onBack={() => void navigate({ to: "/warehouses" })}
      />
    </RequirePermission>
  );
}
