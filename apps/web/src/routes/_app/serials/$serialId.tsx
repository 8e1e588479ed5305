import { createFileRoute } from "@tanstack/react-router";
import { SerialPage } from "../../../features/serials/serial-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/serials/$serialId")({ component: Serial });

function Serial() {
  const { serialId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="serial:read">
      <SerialPage key={serialId} id={serialId} onBack={() => void navigate({ to: "/serials" })} />
    </RequirePermission>
  );
}
