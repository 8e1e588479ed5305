import { createFileRoute } from "@tanstack/react-router";
import { NcrPage } from "../../../features/quality/ncr-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/quality/ncr/$ncrId")({ component: NonConformance });

function NonConformance() {
  const { ncrId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="quality:read">
      <NcrPage key={ncrId} id={ncrId} onBack={() => void navigate({ to: "/quality", search: { tab: "ncrs" } })} />
    </RequirePermission>
  );
}
