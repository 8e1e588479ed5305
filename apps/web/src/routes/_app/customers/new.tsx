import { createFileRoute } from "@tanstack/react-router";
import { CreateCustomerPage } from "../../../features/customers/create-customer-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/customers/new")({ component: NewCustomer });

function NewCustomer() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="customer:create">
      <CreateCustomerPage
        onDone={(customerId) => void navigate({ to: "/customers/$customerId", params: { customerId }, replace: true })}
        onCancel={() => void navigate({ to: "/customers" })}
      />
    </RequirePermission>
  );
}
