import { Textarea } from "@mantine/core";
import { advanceInput, type NcrView } from "@invista/contracts/quality/ncr";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { NCR_WORDS } from "../../shared/ui/state-words.ts";
import { STEP_WORDS } from "./ncr-words.ts";

/** The next step of a nonconformance, with what has to be written down for it. */
export function AdvanceDialog({
  ncr,
  to,
  onClose,
}: {
  ncr: NcrView;
  to: keyof typeof STEP_WORDS;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const advance = trpc.ncr.advance.useMutation();
  const { verb, asks, means } = STEP_WORDS[to];
  const { form, refusal, busy, submit } = useCommandForm({
    schema: advanceInput,
    initial: { text: "" },
    toInput: (values, idempotencyKey) => ({
      id: ncr.id,
      version: ncr.version,
      to,
      text: emptyToNull(values.text),
      idempotencyKey,
    }),
    fieldOfRule: { "quality.textNeeded": "text" },
    send: async (input) => {
      const done = await advance.mutateAsync(input);
      await utils.ncr.invalidate();
      showToast({ code: "quality.advanced", text: `${done.ncrNumber}: ${NCR_WORDS[done.status].word.toLowerCase()}` });
      onClose();
    },
  });
  return (
    <Dialog title={`${verb}: ${ncr.ncrNumber}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label={verb} style={{ display: "grid", gap: 14 }}>
        <p style={{ color: "var(--text-2)" }}>{means}</p>
        <FormAlert refusal={refusal} />
        {asks ? (
          <Textarea
            label={asks}
            required
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4000}
            {...form.getInputProps("text")}
          />
        ) : null}
        <FormButtons verb={verb} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
