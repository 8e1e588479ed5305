import { createFileRoute } from "@tanstack/react-router";
import { LotList } from "../../../features/lots/lot-list.tsx";
import { lotSearch } from "../../../features/lots/lot-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/lots/")({ validateSearch: lotSearch, component: Lots });

function Lots() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="lot:read">
      <LotList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(lotId, asOf) => void navigate({ to: "/lots/$lotId", params: { lotId }, search: asOf ?? {} })}
      />
    </RequirePermission>
  );
}
