import { createFileRoute } from "@tanstack/react-router";
import { EditOrderPage } from "../../../features/orders/edit-order-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/orders/$orderId/edit")({ component: EditOrder });

function EditOrder() {
  const { orderId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="order:update">
      <EditOrderPage
        key={orderId}
        id={orderId}
        onDone={() => void navigate({ to: "/orders/$orderId", params: { orderId }, replace: true })}
      />
    </RequirePermission>
  );
}
