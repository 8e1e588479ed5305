import { Select } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Category } from "./category.ts";

/** Moves everything of a category into another and removes it. */
export function MergeCategoryDialog({
  category,
  all,
  onClose,
}: {
  category: Category;
  all: readonly Category[];
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const merge = trpc.category.merge.useMutation();
  const [intoId, setIntoId] = useState<string | null>(null);
  const places = all.filter((one) => one.id !== category.id && !one.path.startsWith(`${category.path} / `));
  const run = async () => {
    const { id, version } = category;
    const done = await merge.mutateAsync({ id, version, intoId: intoId ?? "", idempotencyKey: newKey() });
    await Promise.all([utils.category.invalidate(), utils.product.invalidate(), utils.attribute.invalidate()]);
    showToast({
      code: "category.merged",
      text: `${category.name} is part of ${done.name}: ${plural(done.products, "product")} moved`,
    });
  };
  return (
    <ConfirmDialog
      title={`Merge ${category.name} into another?`}
      confirm="Merge"
      danger
      onConfirm={run}
      onClose={onClose}
      effect={
        <>
          <Select
            label="Into"
            required
            searchable
            data={places.map((one) => ({ value: one.id, label: one.path }))}
            value={intoId}
            onChange={setIntoId}
          />
          <p style={{ marginTop: 12 }}>
            All its products ({plural(category.products, "product")} directly in it), the categories inside it, its
            fields and inspection plans move there; categories of one name become one. {category.name} is removed. This
            can't be undone in one step.
          </p>
        </>
      }
    />
  );
}
