import { createFileRoute } from "@tanstack/react-router";
import { SerialList } from "../../../features/serials/serial-list.tsx";
import { serialSearch } from "../../../features/serials/serial-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/serials/")({ validateSearch: serialSearch, component: Serials });

function Serials() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="serial:read">
      <SerialList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(serialId, asOf) =>
          void navigate({ to: "/serials/$serialId", params: { serialId }, search: asOf ?? {} })
        }
      />
    </RequirePermission>
  );
}
