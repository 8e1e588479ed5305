import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { CountPage } from "../../../features/counts/count-page.tsx";
import { sheetSearch } from "../../../features/counts/count-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/counts/$countId")({ validateSearch: sheetSearch, component: Count });

function Count() {
  const { countId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/counts" }));
  return (
    <RequirePermission permission="count:read">
      <CountPage
        key={countId}
        id={countId}
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onBack={back}
      />
    </RequirePermission>
  );
}
