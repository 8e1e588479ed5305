import { createFileRoute } from "@tanstack/react-router";
import { CategoryTree } from "../../features/categories/category-tree.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/categories")({ component: Categories });

function Categories() {
  return (
    <RequirePermission permission="category:read">
      <CategoryTree />
    </RequirePermission>
  );
}
