import { createFileRoute } from "@tanstack/react-router";
import { ProductList } from "../../../features/products/product-list.tsx";
import { productSearch } from "../../../features/products/product-search.ts";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/products/")({ validateSearch: productSearch, component: Products });

function Products() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const open = (productId: string, edit?: true) =>
    void navigate({ to: "/products/$productId", params: { productId }, search: edit ? { edit } : {} });
  return (
    <RequirePermission permission="product:read">
      <ProductList
        search={search}
        onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        onOpen={(id) => open(id)}
        onEdit={(id) => open(id, true)}
        onEditMany={(ids) => void navigate({ to: "/products/edit", search: { ids: [...ids] } })}
        onNew={() => void navigate({ to: "/products/new" })}
      />
    </RequirePermission>
  );
}
