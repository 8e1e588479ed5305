import { createFileRoute } from "@tanstack/react-router";
import { PeopleList } from "../../../features/team/people-list.tsx";
import { peopleSearch } from "../../../features/team/people-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/team/")({ validateSearch: peopleSearch, component: Team });

function Team() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="user:read">
      <PeopleList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(userId) => void navigate({ to: "/team/$userId", params: { userId } })}
      />
    </RequirePermission>
  );
}
