import { createFileRoute } from "@tanstack/react-router";
import { OrderList } from "../../../features/orders/order-list.tsx";
import { orderSearch } from "../../../features/orders/order-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/orders/")({ validateSearch: orderSearch, component: Orders });

function Orders() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="order:read">
      <OrderList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(orderId) => void navigate({ to: "/orders/$orderId", params: { orderId } })}
        onEdit={(orderId) => void navigate({ to: "/orders/$orderId/edit", params: { orderId } })}
        onNew={() => void navigate({ to: "/orders/new" })}
      />
    </RequirePermission>
  );
}
