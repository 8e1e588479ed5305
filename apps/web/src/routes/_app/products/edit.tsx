import { MAX_BULK } from "@invista/contracts/product/bulk";
import { id } from "@invista/contracts/text";
import { createFileRoute, Navigate } from "@tanstack/react-router";
import { z } from "zod";
import { BulkEditPage } from "../../../features/products/bulk-edit.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/products/edit")({
  validateSearch: z.object({ ids: z.array(id).max(MAX_BULK).catch([]) }),
  component: EditProducts,
});

function EditProducts() {
  const { ids } = Route.useSearch();
  const navigate = Route.useNavigate();
  if (ids.length === 0) return <Navigate to="/products" replace />;
  return (
    <RequirePermission permission="product:update">
      <BulkEditPage ids={ids} onDone={() => void navigate({ to: "/products" })} />
    </RequirePermission>
  );
}
