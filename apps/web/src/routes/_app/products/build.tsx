import { createFileRoute } from "@tanstack/react-router";
import { BuildKitPage } from "../../../features/products/build-kit-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/products/build")({ component: BuildKit });

function BuildKit() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="stock:adjust">
      <BuildKitPage
        onDone={(productId) => void navigate({ to: "/products/$productId", params: { productId }, replace: true })}
        onCancel={() => void navigate({ to: "/products" })}
      />
    </RequirePermission>
  );
}
