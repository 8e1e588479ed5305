import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Category } from "./category.ts";

/** Removes a category that nothing uses. */
export function RemoveCategoryDialog({ category, onClose }: { category: Category; onClose: () => void }) {
  const utils = trpc.useUtils();
  const remove = trpc.category.remove.useMutation();
  const run = async () => {
    await remove.mutateAsync({ id: category.id, version: category.version, idempotencyKey: newKey() });
    showToast({ code: "category.removed", text: `${category.name} was removed` });
    await utils.category.invalidate();
  };
  return (
    <ConfirmDialog
      title={`Remove ${category.name}?`}
      confirm="Remove"
      danger
      onConfirm={run}
      onClose={onClose}
      effect={
        category.products > 0
          ? `${plural(category.products, "product")} of this category would lose it, so this will be refused. Move them first.`
          : "It leaves the tree and all filters. No product uses it. Categories inside it have to be moved first."
      }
    />
  );
}
