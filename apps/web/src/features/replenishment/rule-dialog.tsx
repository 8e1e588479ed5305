import { Button, Select, TextInput } from "@mantine/core";
import { saveRuleInput, type SuggestionView } from "@invista/contracts/replenishment/replenishment";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal, parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

interface RuleValues {
  minQuantity: string;
  maxQuantity: string;
  safetyStock: string;
  multiple: string;
  leadTimeDays: string;
  supplierId: string | null;
  abcClass: string | null;
}

const CLASSES = ["A", "B", "C"].map((value) => ({ value, label: `Class ${value}` }));

/** Makes, changes or gives up the reorder rule of a position. */
export function RuleDialog({ view, onClose }: { view: SuggestionView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const save = trpc.replenishment.saveRule.useMutation();
  const remove = trpc.replenishment.removeRule.useMutation();
  const { suggestion: row, rule } = view;
  const { productId, warehouseId } = row;
  const unit = row.unitCode.toLowerCase();
  const settled = async (text: string) => {
    await Promise.all([utils.replenishment.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]);
    showToast({ code: "rule.saved", text });
    onClose();
  };
  const { form, refusal, busy, submit } = useCommandForm<RuleValues, typeof saveRuleInput>({
    schema: saveRuleInput,
    initial: {
      minQuantity: rule?.minQuantity ?? row.formulaPoint ?? "0",
      maxQuantity: rule?.maxQuantity ?? row.target,
      safetyStock: rule?.safetyStock ?? "0",
      multiple: rule?.multiple ?? "1",
      leadTimeDays: rule?.leadTimeDays === null || rule === null ? "" : String(rule.leadTimeDays),
      supplierId: rule?.supplierId ?? null,
      abcClass: rule?.abcClass ?? null,
    },
    toInput: (values, idempotencyKey) => ({
      productId,
      warehouseId,
      minQuantity: parseDecimal(values.minQuantity),
      maxQuantity: parseDecimal(values.maxQuantity),
      safetyStock: parseDecimal(values.safetyStock),
      multiple: parseDecimal(values.multiple),
      leadTimeDays: emptyToNull(values.leadTimeDays) === null ? null : Number(values.leadTimeDays),
      supplierId: values.supplierId,
      abcClass: values.abcClass,
      version: rule?.version ?? 0,
      idempotencyKey,
    }),
    send: async (input) => {
      const saved = await save.mutateAsync(input);
      await settled(`The rule of ${saved.sku} was saved`);
    },
  });
  const giveUp = async () => {
    if (!rule) return;
    await remove.mutateAsync({ productId, warehouseId, version: rule.version, idempotencyKey: newKey() });
    await settled(`${row.sku} is left to the formula`);
  };
  return (
    <Dialog title={`Reorder rule of ${row.sku}`} size={540} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Reorder rule">
        <FormAlert refusal={refusal} />
        <p className="dim" style={{ margin: "0 0 12px" }}>
          {row.formulaPoint === null
            ? "Nothing went out in 13 weeks: only a rule can say when to order."
            : `The formula says: order at ${formatDecimal(row.formulaPoint)}. With a maximum of 0 it decides.`}
        </p>
        <div className={form_.grid}>
          <DecimalField label="Order when projected is below" unit={unit} {...form.getInputProps("minQuantity")} />
          <DecimalField label="Fill up to" unit={unit} {...form.getInputProps("maxQuantity")} />
          <DecimalField
            label="Safety stock"
            description="0: calculated"
            unit={unit}
            {...form.getInputProps("safetyStock")}
          />
          <DecimalField
            label="In multiples of"
            description="1: the supplier's"
            unit={unit}
            {...form.getInputProps("multiple")}
          />
          <TextInput
            label="Lead time, days"
            description="Empty: the supplier's, else the setting"
            inputMode="numeric"
            {...form.getInputProps("leadTimeDays")}
          />
          <Select
            label="Class"
            description="Empty: by what went out"
            clearable
            placeholder={row.abcClass ?? "By demand"}
            data={CLASSES}
            {...form.getInputProps("abcClass")}
          />
          <Select
            label="Supplier"
            clearable
            searchable
            placeholder="The preferred one"
            nothingFoundMessage="No supplier of this name"
            data={view.suppliers.map((one) => ({ value: one.id, label: one.name }))}
            {...form.getInputProps("supplierId")}
          />
        </div>
        {rule ? (
          <Button variant="subtle" color="red" size="xs" loading={remove.isPending} onClick={() => void giveUp()}>
            Give the rule up
          </Button>
        ) : null}
        <FormButtons verb="Save rule" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
