import { createFileRoute } from "@tanstack/react-router";
import { CreateTransferPage } from "../../../features/transfers/create-transfer-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/transfers/new")({ component: NewTransfer });

function NewTransfer() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="transfer:create">
      <CreateTransferPage
        onDone={(transferId) => void navigate({ to: "/transfers/$transferId", params: { transferId }, replace: true })}
        onCancel={() => void navigate({ to: "/transfers" })}
      />
    </RequirePermission>
  );
}
