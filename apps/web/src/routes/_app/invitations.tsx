import { createFileRoute } from "@tanstack/react-router";
import { InvitationList } from "../../features/team/invitation-list.tsx";
import { invitationSearch } from "../../features/team/invitation-search.ts";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/invitations")({ validateSearch: invitationSearch, component: Invitations });

function Invitations() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="user:read">
      <InvitationList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      />
    </RequirePermission>
  );
}
