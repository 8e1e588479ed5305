import { createFileRoute } from "@tanstack/react-router";
import { CreateProductPage } from "../../../features/products/create-product-form.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/products/new")({ component: NewProduct });

function NewProduct() {
  const navigate = Route.useNavigate();
  return (
    <RequirePermission permission="product:create">
      <CreateProductPage
        onDone={(productId) => void navigate({ to: "/products/$productId", params: { productId }, replace: true })}
        onCancel={() => void navigate({ to: "/products" })}
      />
    </RequirePermission>
  );
}
