import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { CustomerPage } from "../../../features/customers/customer-page.tsx";
import { CustomerStatement } from "../../../features/invoices/customer-statement.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/customers/$customerId")({ component: Customer });

function Customer() {
  const { customerId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/customers" }));
  return (
    <RequirePermission permission="customer:read">
      <CustomerPage
        key={customerId}
        id={customerId}
        statement={({ id, name }) => <CustomerStatement customerId={id} name={name} />}
        onBack={back}
      />
    </RequirePermission>
  );
}
