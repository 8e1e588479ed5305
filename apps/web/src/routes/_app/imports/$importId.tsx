import { createFileRoute } from "@tanstack/react-router";
import { ImportPage } from "../../../features/imports/import-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/imports/$importId")({ component: Import });

function Import() {
  const { importId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="product:import">
      <ImportPage id={importId} onNew={() => void navigate({ to: "/imports/new" })} />
    </RequirePermission>
  );
}
