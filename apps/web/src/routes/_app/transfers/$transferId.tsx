import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { TransferPage } from "../../../features/transfers/transfer-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/transfers/$transferId")({ component: Transfer });

function Transfer() {
  const { transferId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/transfers" }));
  return (
    <RequirePermission permission="transfer:read">
      <TransferPage key={transferId} id={transferId} onBack={back} />
    </RequirePermission>
  );
}
