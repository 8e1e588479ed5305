import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { InvoicePage } from "../../../features/invoices/invoice-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/invoices/$invoiceId")({ component: Invoice });

function Invoice() {
  const { invoiceId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/invoices" }));
  return (
    <RequirePermission permission="invoice:read">
      <InvoicePage key={invoiceId} id={invoiceId} onBack={back} />
    </RequirePermission>
  );
}
