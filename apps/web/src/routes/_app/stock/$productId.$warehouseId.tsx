import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { PositionPage } from "../../../features/stock/position-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/stock/$productId/$warehouseId")({ component: Position });

function Position() {
  const { productId, warehouseId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/stock" }));
  return (
    <RequirePermission permission="stock:read">
      <PositionPage productId={productId} warehouseId={warehouseId} onBack={back} />
    </RequirePermission>
  );
}
