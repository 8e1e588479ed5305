import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { LotPage } from "../../../features/lots/lot-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/lots/$lotId")({ component: Lot });

function Lot() {
  const { lotId } = Route.useParams();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/lots" }));
  return (
    <RequirePermission permission="lot:read">
      <LotPage key={lotId} id={lotId} onBack={back} />
    </RequirePermission>
  );
}
