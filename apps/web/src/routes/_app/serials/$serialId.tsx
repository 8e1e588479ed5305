import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { SerialPage } from "../../../features/serials/serial-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";
import { asOfSearch } from "../../../shared/ui/as-of-search.ts";

export const Route = createFileRoute("/_app/serials/$serialId")({
  validateSearch: z.object(asOfSearch),
  component: Serial,
});

function Serial() {
  const { serialId } = Route.useParams();
  const asOf = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="serial:read">
      <SerialPage
        key={serialId}
        id={serialId}
        asOf={asOf}
        onAsOf={(next) => void navigate({ search: { at: next.at, basis: next.basis } })}
        onBack={() => void navigate({ to: "/serials", search: asOf })}
      />
    </RequirePermission>
  );
}
