import { createFileRoute } from "@tanstack/react-router";
import { CustomerList } from "../../../features/customers/customer-list.tsx";
import { customerSearch } from "../../../features/customers/customer-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/customers/")({ validateSearch: customerSearch, component: Customers });

function Customers() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="customer:read">
      <CustomerList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(customerId) => void navigate({ to: "/customers/$customerId", params: { customerId } })}
        onNew={() => void navigate({ to: "/customers/new" })}
      />
    </RequirePermission>
  );
}
