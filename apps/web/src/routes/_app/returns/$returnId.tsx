import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { ReturnPage } from "../../../features/returns/return-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/returns/$returnId")({ component: Return });

function Return() {
  const { returnId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/returns" }));
  return (
    <RequirePermission permission="return:read">
      <ReturnPage key={returnId} id={returnId} onBack={back} />
    </RequirePermission>
  );
}
