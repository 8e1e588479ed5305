import { createFileRoute } from "@tanstack/react-router";
import { ReceivablesPage } from "../../../features/invoices/receivables-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/invoices/receivables")({ component: Receivables });

function Receivables() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="invoice:read">
      <ReceivablesPage onBack={() => void navigate({ to: "/invoices" })} />
    </RequirePermission>
  );
}
