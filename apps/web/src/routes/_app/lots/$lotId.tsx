import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { LotPage } from "../../../features/lots/lot-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";
import { asOfSearch } from "../../../shared/ui/as-of-search.ts";

export const Route = createFileRoute("/_app/lots/$lotId")({
  validateSearch: z.object(asOfSearch),
  component: Lot,
});

function Lot() {
  const { lotId } = Route.useParams();
  const asOf = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/lots" }));
  return (
    <RequirePermission permission="lot:read">
      <LotPage
        key={lotId}
        id={lotId}
        asOf={asOf}
        onAsOf={(next) => void navigate({ search: { at: next.at, basis: next.basis } })}
        onBack={back}
      />
    </RequirePermission>
  );
}
