import { createFileRoute } from "@tanstack/react-router";
import { FieldList } from "../../features/fields/field-list.tsx";
import { RequirePermission } from "../../shared/session/require-permission.tsx";

export const Route = createFileRoute("/_app/fields")({ component: Fields });

function Fields() {
  return (
    <RequirePermission permission="product:read">
      <FieldList />
    </RequirePermission>
  );
}
