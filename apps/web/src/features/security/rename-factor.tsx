import { TextInput } from "@mantine/core";
import { renameFactorInput, type FactorRow } from "@invista/contracts/mfa/mfa";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";

/** Another name for an authenticator. */
export function RenameFactor({ factor, onClose }: { factor: FactorRow; onClose: () => void }) {
  const utils = trpc.useUtils();
  const rename = trpc.mfa.rename.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: renameFactorInput,
    initial: { name: factor.name },
    toInput: ({ name }, idempotencyKey) => ({ factorId: factor.id, name, idempotencyKey }),
    send: async (input) => {
      await rename.mutateAsync(input);
      await utils.mfa.invalidate();
      onClose();
    },
  });
  return (
    <Dialog title={`Rename ${factor.name}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <TextInput label="Name" required data-autofocus autoComplete="off" {...form.getInputProps("name")} />
        <FormButtons verb="Rename" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
