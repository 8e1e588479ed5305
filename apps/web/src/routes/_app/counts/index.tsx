import { createFileRoute } from "@tanstack/react-router";
import { CountList } from "../../../features/counts/count-list.tsx";
import { countSearch } from "../../../features/counts/count-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/counts/")({ validateSearch: countSearch, component: Counts });

function Counts() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="count:read">
      <CountList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(countId) => void navigate({ to: "/counts/$countId", params: { countId } })}
        onNew={(abcClass) =>
          void navigate({ to: "/counts/new", search: abcClass ? { class: abcClass, due: true } : {} })
        }
      />
    </RequirePermission>
  );
}
