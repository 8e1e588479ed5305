import { createFileRoute } from "@tanstack/react-router";
import { PersonPage } from "../../../features/team/person-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/team/$userId")({ component: Person });

function Person() {
  const { userId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="user:read">
      <PersonPage key={userId} id={userId} onBack={() => void navigate({ to: "/team" })} />
    </RequirePermission>
  );
}
