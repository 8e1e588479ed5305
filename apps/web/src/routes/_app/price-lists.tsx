import { createFileRoute } from "@tanstack/react-router";
import { PriceListPage } from "../../features/price-lists/price-list-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/price-lists")({ component: PriceLists });

function PriceLists() {
  return (
    <RequirePermission permission="price:read">
      <PriceListPage />
    </RequirePermission>
  );
}
