import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { RolesPage } from "../../features/roles/roles-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/roles")({
  validateSearch: z.object({
    q: z.string().max(100).optional().catch(undefined),
    role: z.string().max(64).optional().catch(undefined),
  }),
  component: Roles,
});

function Roles() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="role:read">
      <RolesPage
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      />
    </RequirePermission>
  );
}
