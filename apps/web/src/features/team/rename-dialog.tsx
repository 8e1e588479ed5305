import { TextInput } from "@mantine/core";
import { updateUserInput, type UserView } from "@invista/contracts/user/user";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Writes somebody's name as others should read it. */
export function RenameDialog({ person, onClose }: { person: UserView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const update = trpc.user.update.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<
    { firstName: string; lastName: string },
    typeof updateUserInput
  >({
    schema: updateUserInput,
    initial: { firstName: person.firstName ?? "", lastName: person.lastName ?? "" },
    toInput: ({ firstName, lastName }, idempotencyKey) => ({
      id: person.id,
      version: person.version,
      firstName,
      lastName: emptyToNull(lastName),
      idempotencyKey,
    }),
    send: async (input) => {
      const saved = await update.mutateAsync(input);
      await utils.user.invalidate();
      showToast({ code: "user.renamed", text: `The name reads ${saved.name} now` });
      onClose();
    },
  });
  return (
    <Dialog title={`Name of ${person.name}`} size={460} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Change the name">
        <FormAlert refusal={refusal} />
        <div className={form_.grid}>
          <TextInput label="First name" required data-autofocus {...form.getInputProps("firstName")} />
          <TextInput label="Last name" {...form.getInputProps("lastName")} />
        </div>
        <FormButtons verb="Save name" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
