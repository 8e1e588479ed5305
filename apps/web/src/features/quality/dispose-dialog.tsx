import { Radio, TextInput, Textarea } from "@mantine/core";
import { disposeInput, type NcrDisposition, type NcrView } from "@invista/contracts/quality/ncr";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { DISPOSITION_WORDS } from "./ncr-words.ts";

const CHOICES: Record<NcrDisposition, { label: string; effect: string }> = {
  SCRAP: { label: "Scrap them", effect: "They leave stock for good; their value becomes a loss." },
  RETURN_TO_SUPPLIER: { label: "Send them back to the supplier", effect: "They leave stock at their cost." },
  REWORK: { label: "Rework them", effect: "They stay in quarantine and are inspected again." },
  USE_AS_IS: {
    label: "Use them as they are",
    effect: "They can be sold. Someone who did not inspect them has to decide this.",
  },
};

/** What becomes of rejected goods; it is done at once. */
export function DisposeDialog({ ncr, onClose }: { ncr: NcrView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const dispose = trpc.ncr.dispose.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: disposeInput,
    initial: { disposition: "SCRAP", toLocation: ncr.cameFrom, note: "" },
    toInput: (values, idempotencyKey) => ({
      id: ncr.id,
      version: ncr.version,
      disposition: values.disposition,
      toLocation: values.toLocation,
      note: emptyToNull(values.note),
      idempotencyKey,
    }),
    fieldOfRule: { "stock.notSellable": "toLocation" },
    send: async (input) => {
      const done = await dispose.mutateAsync(input);
      await Promise.all([
        utils.ncr.invalidate(),
        utils.inspection.invalidate(),
        utils.stock.invalidate(),
        utils.product.invalidate(),
      ]);
      showToast({
        code: "quality.disposed",
        text: `${ncr.ncrNumber}: ${DISPOSITION_WORDS[input.disposition].toLowerCase()}`,
        // Rework moves nothing: it is another inspection.
        ...(input.disposition === "REWORK" ? {} : { undo: () => undo(done.operationId) }),
      });
      onClose();
    },
  });
  return (
    <Dialog title={`${formatDecimal(ncr.quantity)} ${ncr.unitCode ?? ""} of ${ncr.sku ?? ""}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Decide on the goods" style={{ display: "grid", gap: 14 }}>
        <FormAlert refusal={refusal} />
        <Radio.Group label="What becomes of them" {...form.getInputProps("disposition")}>
          <div style={{ display: "grid", gap: 10, marginTop: 8 }}>
            {Object.entries(CHOICES).map(([value, { label, effect }]) => (
              <Radio key={value} value={value} label={label} description={effect} />
            ))}
          </div>
        </Radio.Group>
        {form.getValues().disposition === "USE_AS_IS" ? (
          <TextInput
            label="Go to bin"
            description="Empty is the floor"
            autoComplete="off"
            {...form.getInputProps("toLocation")}
          />
        ) : null}
        <Textarea label="Note" autosize minRows={1} maxRows={6} maxLength={500} {...form.getInputProps("note")} />
        <FormButtons verb="Decide" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
