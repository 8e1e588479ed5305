import { createFileRoute } from "@tanstack/react-router";
import { ImportList } from "../../../features/imports/import-list.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/imports/")({ component: Imports });

function Imports() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="product:import">
      <ImportList
        onOpen={(row) => void navigate({ to: "/imports/$importId", params: { importId: row.id } })}
        onNew={() => void navigate({ to: "/imports/new" })}
      />
    </RequirePermission>
  );
}
