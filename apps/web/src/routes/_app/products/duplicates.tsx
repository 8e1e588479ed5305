import { createFileRoute } from "@tanstack/react-router";
import { DuplicateList } from "../../../features/products/duplicate-list.tsx";
import { RequirePermission } from "../../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/products/duplicates")({ component: Duplicates });

function Duplicates() {
  return (
    <RequirePermission permission="product:read">
      <DuplicateList />
    </RequirePermission>
  );
}
