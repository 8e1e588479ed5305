import { createFileRoute } from "@tanstack/react-router";
import { TodayPage } from "../../features/today/today-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/")({ component: Today });

function Today() {
  return (
    <RequirePermission permission="dashboard:read">
      <TodayPage />
    </RequirePermission>
  );
}
