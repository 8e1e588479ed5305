import { createFileRoute } from "@tanstack/react-router";
import { CreateTransferPage } from "../../../features/transfers/create-transfer-page.tsx";
import { transferStart, useTransferStart } from "../../../features/transfers/transfer-start.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/transfers/new")({ validateSearch: transferStart, component: NewTransfer });

function NewTransfer() {
  const navigate = Route.useNavigate();
  const start = useTransferStart(Route.useSearch());
  return (
    <RequirePermission permission="transfer:create">
      {start ? (
        <CreateTransferPage
          start={start}
          onDone={(transferId) =>
            void navigate({ to: "/transfers/$transferId", params: { transferId }, replace: true })
          }
          onCancel={() => void navigate({ to: "/transfers" })}
        />
      ) : null}
    </RequirePermission>
  );
}
