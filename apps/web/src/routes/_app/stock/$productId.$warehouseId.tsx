import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { PositionPage } from "../../../features/stock/position-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";
import { asOfSearch } from "../../../shared/ui/as-of-search.ts";

export const Route = createFileRoute("/_app/stock/$productId/$warehouseId")({
  validateSearch: z.object(asOfSearch),
  component: Position,
});

function Position() {
  const { productId, warehouseId } = Route.useParams();
  const asOf = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/stock" }));
  return (
    <RequirePermission permission="stock:read">
      <PositionPage
        productId={productId}
        warehouseId={warehouseId}
        asOf={asOf}
        onAsOf={(next) => void navigate({ search: { at: next.at, basis: next.basis } })}
        onInspection={(inspectionId) =>
          void router.navigate({ to: "/quality/$inspectionId", params: { inspectionId } })
        }
        onBack={back}
      />
    </RequirePermission>
  );
}
