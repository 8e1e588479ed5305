import { createFileRoute } from "@tanstack/react-router";
import { HealthPage } from "../../features/health/health-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/health")({ component: Health });

function Health() {
  return (
    <RequirePermission permission="health:read">
      <HealthPage />
    </RequirePermission>
  );
}
