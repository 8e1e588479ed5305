import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { ConfigurationPage } from "../../features/configuration/configuration-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/configuration")({
  validateSearch: z.object({ q: z.string().max(100).optional().catch(undefined) }),
  component: Configuration,
});

function Configuration() {
  const { q } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="config:read">
      <ConfigurationPage
        q={q}
        onSearch={(next) => void navigate({ search: (before) => ({ ...before, q: next }), replace: true })}
      />
    </RequirePermission>
  );
}
