import { createFileRoute } from "@tanstack/react-router";
import { InspectionPage } from "../../../features/quality/inspection-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/quality/$inspectionId")({ component: Inspection });

function Inspection() {
  const { inspectionId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="quality:read">
      <InspectionPage key={inspectionId} id={inspectionId} onBack={() => void navigate({ to: "/quality" })} />
    </RequirePermission>
  );
}
