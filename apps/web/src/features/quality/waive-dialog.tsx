import { TextInput, Textarea } from "@mantine/core";
import { waiveInspectionInput, type InspectionView } from "@invista/contracts/quality/inspection";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Lets stock go without looking at it, with the reason. */
export function WaiveDialog({ view, onClose }: { view: InspectionView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const waive = trpc.inspection.waive.useMutation();
  const { id, version, inspectionNumber } = view.inspection;
  const { form, refusal, busy, submit } = useCommandForm({
    schema: waiveInspectionInput,
    initial: { reason: "", toLocation: view.cameFrom },
    toInput: (values, idempotencyKey) => ({ id, version, ...values, idempotencyKey }),
    fieldOfRule: { "stock.notSellable": "toLocation" },
    send: async (input) => {
      const done = await waive.mutateAsync(input);
      await Promise.all([utils.inspection.invalidate(), utils.stock.invalidate(), utils.product.invalidate()]);
      showToast({
        code: "quality.waived",
        text: `${inspectionNumber} was waived`,
        undo: () => undo(done.operationId),
      });
      onClose();
    },
  });
  return (
    <Dialog title={`Waive ${inspectionNumber}?`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Waive the inspection" style={{ display: "grid", gap: 14 }}>
        <p style={{ color: "var(--text-2)" }}>
          It leaves quarantine uninspected and can be sold. The reason is kept with your name.
        </p>
        <FormAlert refusal={refusal} />
        <Textarea
          label="Reason"
          required
          data-autofocus
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
        <TextInput
          label="Goes to bin"
          description="Empty is the floor"
          autoComplete="off"
          {...form.getInputProps("toLocation")}
        />
        <FormButtons verb="Waive" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
