import { createFileRoute } from "@tanstack/react-router";
import { ApiKeysPage } from "../../features/api-keys/api-keys-page.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/api-keys")({ component: ApiKeys });

function ApiKeys() {
  return (
    <RequirePermission permission="api_key:read">
      <ApiKeysPage />
    </RequirePermission>
  );
}
