import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { OrderInvoices } from "../../../features/invoices/order-invoices.tsx";
import { OrderPage } from "../../../features/orders/order-page.tsx";
import { OrderReturns } from "../../../features/returns/order-returns.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/orders/$orderId/")({ component: Order });

function Order() {
  const { orderId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/orders" }));
  return (
    <RequirePermission permission="order:read">
      <OrderPage
        key={orderId}
        id={orderId}
        invoices={(order) => <OrderInvoices order={order} />}
        returns={(order) => <OrderReturns order={order} />}
        onEdit={() => void router.navigate({ to: "/orders/$orderId/edit", params: { orderId } })}
        onBack={back}
      />
    </RequirePermission>
  );
}
