import { Select, TextInput } from "@mantine/core";
import { createRoleInput } from "@invista/contracts/access/role";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Role } from "./role.ts";

/** A role of one's own, which starts as a copy. */
export function CreateRoleDialog({
  roles,
  copyOf,
  onClose,
  onCreated,
}: {
  roles: readonly Role[];
  copyOf?: string;
  onClose: () => void;
  onCreated: (roleId: string) => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.role.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: createRoleInput,
    initial: { name: "", description: "", copyOf: copyOf ?? roles.at(-1)?.id ?? "" },
    fieldOfRule: { "record.duplicate": "name", "role.exceedsOwn": "copyOf" },
    toInput: (values, idempotencyKey) => ({ ...values, idempotencyKey }),
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.role.invalidate();
      showToast({ code: "role.created", text: `${made.name} was created` });
      onClose();
      onCreated(made.id);
    },
  });
  return (
    <Dialog title="New role" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput label="Name" required data-autofocus autoComplete="off" {...form.getInputProps("name")} />
          <Select
            label="Starts as a copy of"
            allowDeselect={false}
            data={roles.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps("copyOf")}
          />
          <TextInput
            label="Description"
            className={styles.wide ?? ""}
            autoComplete="off"
            {...form.getInputProps("description")}
          />
        </div>
        <FormButtons verb="Create role" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
