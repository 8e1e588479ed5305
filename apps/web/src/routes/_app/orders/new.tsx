import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { CreateOrderPage } from "../../../features/orders/create-order-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/orders/new")({
  validateSearch: z.object({
    customer: z.string().max(64).optional().catch(undefined),
    from: z.string().max(64).optional().catch(undefined),
  }),
  component: NewOrder,
});

function NewOrder() {
  const { customer, from } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="order:create">
      <CreateOrderPage
        key={from ?? customer}
        customerId={customer}
        copyOf={from}
        onDone={(orderId) => void navigate({ to: "/orders/$orderId", params: { orderId }, replace: true })}
        onCancel={() => void navigate({ to: "/orders" })}
      />
    </RequirePermission>
  );
}
