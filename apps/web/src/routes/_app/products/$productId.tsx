import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { ProductPage } from "../../../features/products/product-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/products/$productId")({
  validateSearch: z.object({ edit: z.boolean().optional().catch(undefined) }),
  component: Product,
});

function Product() {
  const { productId } = Route.useParams();
  const { edit } = Route.useSearch();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/products" }));
  return (
    <RequirePermission permission="product:read">
      <ProductPage key={productId} id={productId} startEditing={edit ?? false} onBack={back} />
    </RequirePermission>
  );
}
