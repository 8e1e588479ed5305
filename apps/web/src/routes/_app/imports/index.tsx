import { createFileRoute } from "@tanstack/react-router";
import { ImportList } from "../../../features/imports/import-list.tsx";
import { importSearch } from "../../../features/imports/import-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/imports/")({ validateSearch: importSearch, component: Imports });

function Imports() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="product:import">
      <ImportList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(row) => void navigate({ to: "/imports/$importId", params: { importId: row.id } })}
        onNew={() => void navigate({ to: "/imports/new" })}
      />
    </RequirePermission>
  );
}
