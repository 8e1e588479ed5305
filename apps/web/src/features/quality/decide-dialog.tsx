import { Select, TextInput, Textarea } from "@mantine/core";
import { decideInspectionInput, type InspectionView } from "@invista/contracts/quality/inspection";
import { compare, minus } from "@invista/contracts/quantity";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal, parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { INSPECTION_WORDS } from "../../shared/ui/state-words.ts";
import { SEVERITY_WORDS } from "./ncr-words.ts";

/** How much is accepted; the rest is rejected and stays in quarantine. */
export function DecideDialog({ view, onClose }: { view: InspectionView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const decide = trpc.inspection.decide.useMutation();
  const { id, version, inspected, unitCode, inspectionNumber } = view.inspection;
  const failed = view.readings.some((one) => one.critical && !one.passed);
  const rest = (accepted: string) => {
    const value = parseDecimal(accepted);
    return /^\d+(\.\d+)?$/.test(value) && compare(value, inspected) <= 0 ? minus(inspected, value) : null;
  };
  const { form, refusal, busy, submit } = useCommandForm({
    schema: decideInspectionInput,
    initial: {
      accepted: failed ? "0" : inspected,
      toLocation: view.cameFrom,
      severity: failed ? "CRITICAL" : "MINOR",
      description: "",
    },
    toInput: (values, idempotencyKey) => ({
      id,
      version,
      accepted: parseDecimal(values.accepted),
      rejected: rest(values.accepted) ?? "0",
      toLocation: values.toLocation,
      severity: values.severity,
      description: emptyToNull(values.description),
      idempotencyKey,
    }),
    fieldOfRule: { "quality.sum": "accepted", "quality.critical": "accepted", "stock.notSellable": "toLocation" },
    send: async (input) => {
      const done = await decide.mutateAsync(input);
      await Promise.all([
        utils.inspection.invalidate(),
        utils.ncr.invalidate(),
        utils.stock.invalidate(),
        utils.product.invalidate(),
      ]);
      showToast({
        code: "quality.decided",
        text: `${inspectionNumber}: ${INSPECTION_WORDS[done.status].word.toLowerCase()}`,
        undo: () => undo(done.operationId),
      });
      onClose();
    },
  });
  const rejected = rest(form.getValues().accepted);
  const isRejected = rejected !== null && compare(rejected, "0") > 0;
  return (
    <Dialog title={`Decide ${inspectionNumber}`} size={520} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Decide the inspection">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <DecimalField
            label="Accepted"
            required
            data-autofocus
            unit={unitCode}
            description={`of ${formatDecimal(inspected)}`}
            {...form.getInputProps("accepted")}
          />
          <TextInput
            label="Accepted goes to bin"
            description="Empty is the floor"
            autoComplete="off"
            {...form.getInputProps("toLocation")}
          />
          {isRejected ? (
            <>
              <Select
                label="How bad is the rest"
                allowDeselect={false}
                data={Object.entries(SEVERITY_WORDS).map(([value, label]) => ({ value, label }))}
                {...form.getInputProps("severity")}
              />
              <Textarea
                label="What is wrong with it"
                autosize
                minRows={1}
                maxRows={6}
                maxLength={2000}
                {...form.getInputProps("description")}
              />
            </>
          ) : null}
        </div>
        <p className="dim" style={{ marginTop: 12, fontSize: 13 }}>
          {failed ? "A critical check failed, so nothing can be accepted. " : ""}
          {rejected === null
            ? `Enter a quantity up to ${formatDecimal(inspected)}.`
            : isRejected
              ? `${formatDecimal(rejected)} ${unitCode} are rejected: they stay in quarantine under a nonconformance until it is decided what becomes of them.`
              : "Everything is accepted and can be sold again."}
        </p>
        <FormButtons verb="Decide" busy={busy} disabled={rejected === null} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
