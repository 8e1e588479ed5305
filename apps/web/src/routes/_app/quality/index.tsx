import { createFileRoute } from "@tanstack/react-router";
import { QualityPage } from "../../../features/quality/quality-page.tsx";
import { qualitySearch } from "../../../features/quality/quality-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/quality/")({ validateSearch: qualitySearch, component: Quality });

function Quality() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="quality:read">
      <QualityPage
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onInspection={(inspectionId) => void navigate({ to: "/quality/$inspectionId", params: { inspectionId } })}
        onNcr={(ncrId) => void navigate({ to: "/quality/ncr/$ncrId", params: { ncrId } })}
      />
    </RequirePermission>
  );
}
