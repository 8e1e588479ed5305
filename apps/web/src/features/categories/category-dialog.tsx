import { Select, TextInput } from "@mantine/core";
import { createCategoryInput, updateCategoryInput } from "@invista/contracts/category/category";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Category } from "./category.ts";

interface Values {
  name: string;
  parentId: string | null;
}

/** A new category, or another name and place for one. */
export function CategoryDialog({
  category,
  parentId,
  all,
  onClose,
}: {
  category: Category | null;
  parentId: string | null;
  all: readonly Category[];
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.category.create.useMutation();
  const update = trpc.category.update.useMutation();
  const done = async (code: string, text: string) => {
    await Promise.all([utils.category.invalidate(), utils.product.invalidate()]);
    showToast({ code, text });
    onClose();
  };
  const shared = {
    initial: { name: category?.name ?? "", parentId } satisfies Values,
    fieldOfRule: { "record.duplicate": "name", "category.cycle": "parentId" },
  };
  const creating = useCommandForm<Values, typeof createCategoryInput>({
    ...shared,
    schema: createCategoryInput,
    toInput: (values, idempotencyKey) => ({ ...values, idempotencyKey }),
    send: async (input) => done("category.created", `${(await create.mutateAsync(input)).name} was created`),
  });
  const changing = useCommandForm<Values, typeof updateCategoryInput>({
    ...shared,
    schema: updateCategoryInput,
    toInput: (values, idempotencyKey) => ({ ...values, id: category?.id, version: category?.version, idempotencyKey }),
    send: async (input) => done("category.updated", `${(await update.mutateAsync(input)).name} was saved`),
  });
  const { form, refusal, busy, submit } = category ? changing : creating;
  // A category can't go inside itself, so neither it nor what is inside it is offered.
  const places = all.filter(
    (one) => !category || (one.id !== category.id && !one.path.startsWith(`${category.path} / `)),
  );
  return (
    <Dialog title={category ? `Rename or move ${category.name}` : "New category"} onClose={onClose}>
      <form onSubmit={submit} noValidate style={{ display: "grid", gap: 14 }}>
        <FormAlert refusal={refusal} />
        <TextInput label="Name" required data-autofocus autoComplete="off" {...form.getInputProps("name")} />
        <Select
          label="Inside"
          placeholder="Nothing, it is at the top"
          clearable
          searchable
          data={places.map((one) => ({ value: one.id, label: one.path }))}
          {...form.getInputProps("parentId")}
        />
        <FormButtons verb={category ? "Save" : "Create category"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
