import { createFileRoute } from "@tanstack/react-router";
import { InvoiceList } from "../../../features/invoices/invoice-list.tsx";
import { invoiceSearch } from "../../../features/invoices/invoice-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/invoices/")({ validateSearch: invoiceSearch, component: Invoices });

function Invoices() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="invoice:read">
      <InvoiceList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(invoiceId) => void navigate({ to: "/invoices/$invoiceId", params: { invoiceId } })}
      />
    </RequirePermission>
  );
}
