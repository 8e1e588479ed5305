import { createFileRoute } from "@tanstack/react-router";
import { AuditList } from "../../features/audit/audit-list.tsx";
import { auditSearch } from "../../features/audit/audit-search.ts";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/audit")({ validateSearch: auditSearch, component: Audit });

function Audit() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="audit:read">
      <AuditList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      />
    </RequirePermission>
  );
}
