import { Textarea } from "@mantine/core";
import { returnReasonInput, type ReturnRow } from "@invista/contracts/returns/returns";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadReturnsAgain } from "./use-read-returns-again.ts";

const WORDS = {
  reject: { title: "Reject", verb: "Reject", effect: "The customer keeps the goods; they can be asked for again." },
  cancel: {
    title: "Cancel",
    verb: "Cancel the return",
    effect: "Nothing comes back; the goods can be asked for again.",
  },
} as const;

/** Asks why a return is rejected or given up. */
export function ReasonForm({ step, row, onClose }: { step: "reject" | "cancel"; row: ReturnRow; onClose: () => void }) {
  const reject = trpc.returns.reject.useMutation();
  const cancel = trpc.returns.cancel.useMutation();
  const readAgain = useReadReturnsAgain();
  const words = WORDS[step];
  const { form, refusal, busy, submit } = useCommandForm({
    schema: returnReasonInput,
    initial: { reason: "" },
    toInput: ({ reason }, idempotencyKey) => ({ id: row.id, version: row.version, reason, idempotencyKey }),
    send: async (input) => {
      await (step === "reject" ? reject : cancel).mutateAsync(input);
      showToast({
        code: `return.${step}`,
        text: `${row.rmaNumber} was ${step === "reject" ? "rejected" : "cancelled"}`,
      });
      onClose();
      await readAgain();
    },
  });
  return (
    <Dialog title={`${words.title} ${row.rmaNumber}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label={words.verb}>
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>{words.effect}</p>
        <Textarea
          label="Reason"
          required
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
        <FormButtons verb={words.verb} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
