import { createFileRoute, useCanGoBack, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { productTab } from "../../../features/products/product-search.ts";
import { ProductPage } from "../../../features/products/product-page.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";
import { asOfSearch } from "../../../shared/ui/as-of-search.ts";

export const Route = createFileRoute("/_app/products/$productId")({
  validateSearch: z.object({
    edit: z.boolean().optional().catch(undefined),
    tab: productTab.optional().catch(undefined),
    ...asOfSearch,
  }),
  component: Product,
});

function Product() {
  const { productId } = Route.useParams();
  const { edit, tab, at, basis } = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: "/products" }));
  return (
    <RequirePermission permission="product:read">
      <ProductPage
        key={productId}
        id={productId}
        startEditing={edit ?? false}
        asOf={{ at, basis }}
        tab={tab}
        onTab={(next) => void navigate({ search: (before) => ({ ...before, tab: next }), replace: true })}
        onAsOf={(next) =>
          void navigate({ search: (before) => ({ ...before, at: next.at, basis: next.basis }), replace: true })
        }
        onBack={back}
      />
    </RequirePermission>
  );
}
