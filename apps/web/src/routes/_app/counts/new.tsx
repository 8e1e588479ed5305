import { createFileRoute } from "@tanstack/react-router";
import { planSearch } from "../../../features/counts/count-search.ts";
import { PlanCountPage } from "../../../features/counts/plan-count-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/counts/new")({ validateSearch: planSearch, component: NewCount });

function NewCount() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="count:create">
      <PlanCountPage
        chosen={{ classes: search.class ? [search.class] : [], dueOnly: search.due ?? false }}
        onDone={(countId) => void navigate({ to: "/counts/$countId", params: { countId }, replace: true })}
        onCancel={() => void navigate({ to: "/counts" })}
      />
    </RequirePermission>
  );
}
