import { createFileRoute } from "@tanstack/react-router";
import { UploadPage } from "../../../features/imports/upload-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/imports/new")({ component: NewImport });

function NewImport() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="product:import">
      <UploadPage onUploaded={(importId) => void navigate({ to: "/imports/$importId", params: { importId } })} />
    </RequirePermission>
  );
}
