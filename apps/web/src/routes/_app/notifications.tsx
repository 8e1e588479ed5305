import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { NotificationsPage } from "../../features/notifications/notifications-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/notifications")({
  validateSearch: z.object({ unread: z.boolean().optional().catch(undefined) }),
  component: Notifications,
});

function Notifications() {
  const { unread = false } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="notification:read_own">
      <NotificationsPage
        unread={unread}
        onUnread={(next) => void navigate({ search: next ? { unread: true } : {}, replace: true })}
      />
    </RequirePermission>
  );
}
