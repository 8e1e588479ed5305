import { ActionIcon, Button, Checkbox, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { inspectionTrigger, savePlanInput, type PlanView } from "@invista/contracts/quality/plan";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ProductPicker, type PickedProduct } from "../../shared/ui/product-picker.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import { SOURCE_WORDS } from "./plan-words.ts";
import rows from "./quality.module.css";

interface CheckValues {
  name: string;
  kind: "NUMBER" | "YES_NO" | "TEXT";
  min: string;
  max: string;
  unit: string;
  expected: string;
  isCritical: boolean;
}
interface Values {
  name: string;
  categoryId: string | null;
  trigger: PlanView["trigger"];
  sampling: "ALL" | "PERCENT" | "FIXED";
  size: number | string;
  checks: CheckValues[];
  isActive: boolean;
}
const NEW_CHECK: CheckValues = {
  name: "",
  kind: "YES_NO",
  min: "",
  max: "",
  unit: "",
  expected: "",
  isCritical: false,
};
const SOURCES = inspectionTrigger.options.map((value) => ({ value, label: SOURCE_WORDS[value] }));

/** A plan: for what, how many are looked at, and what each of them must be. */
export function PlanDialog({ plan, onClose }: { plan: PlanView | null; onClose: () => void }) {
  const utils = trpc.useUtils();
  const categories = useCategoryChoices();
  const save = trpc.inspection.savePlan.useMutation();
  const [product, setProduct] = useState<Pick<PickedProduct, "id" | "sku" | "name"> | null>(
    plan?.productId ? { id: plan.productId, sku: plan.subject, name: "" } : null,
  );
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof savePlanInput>({
    schema: savePlanInput,
    initial: startValues(plan),
    toInput: (values, idempotencyKey) => ({
      id: plan?.id ?? null,
      version: plan?.version ?? null,
      name: values.name,
      productId: product?.id ?? null,
      categoryId: product ? null : values.categoryId,
      trigger: values.trigger,
      sampling: samplingOf(values),
      checks: values.checks.map((check) => ({
        name: check.name,
        kind: check.kind,
        min: check.kind === "NUMBER" ? emptyToNull(parseDecimal(check.min)) : null,
        max: check.kind === "NUMBER" ? emptyToNull(parseDecimal(check.max)) : null,
        unit: check.kind === "NUMBER" ? emptyToNull(check.unit) : null,
        expected: check.kind === "TEXT" ? emptyToNull(check.expected) : null,
        isCritical: check.isCritical,
      })),
      isActive: values.isActive,
      idempotencyKey,
    }),
    fieldOfRule: { "quality.oneSubject": "categoryId" },
    send: async (input) => {
      const saved = await save.mutateAsync(input);
      await utils.inspection.invalidate();
      showToast({ code: "quality.planSaved", text: `${saved.name} was saved` });
      onClose();
    },
  });
  const values = form.getValues();
  return (
    <Dialog title={plan ? `Edit ${plan.name}` : "New inspection plan"} size={720} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Inspection plan">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput label="Name" required data-autofocus autoComplete="off" {...form.getInputProps("name")} />
          <Select label="When" allowDeselect={false} data={SOURCES} {...form.getInputProps("trigger")} />
          <ProductPicker picked={product} onPick={setProduct} label="For one product" />
          <Select
            label="Or for all of a category"
            clearable
            searchable
            disabled={product !== null}
            data={[...categories]}
            {...form.getInputProps("categoryId")}
          />
          <Select
            label="Look at"
            allowDeselect={false}
            data={[
              { value: "ALL", label: "All of it" },
              { value: "PERCENT", label: "A share of it, in %" },
              { value: "FIXED", label: "So many of it" },
            ]}
            {...form.getInputProps("sampling")}
          />
          {values.sampling === "ALL" ? (
            <span />
          ) : (
            <NumberInput
              label={values.sampling === "PERCENT" ? "Share in %" : "How many"}
              required
              clampBehavior="none"
              allowDecimal={false}
              {...form.getInputProps("size")}
            />
          )}
        </div>
        <h3 className={rows.title}>Checks</h3>
        <ol className={rows.checks}>
          {values.checks.map((check, index) => (
            <li key={index} className={rows.check}>
              <TextInput
                aria-label={`Name of check ${index + 1}`}
                placeholder="What is looked at"
                style={{ flex: 2 }}
                autoComplete="off"
                {...form.getInputProps(`checks.${index}.name`)}
              />
              <Select
                aria-label={`Kind of check ${index + 1}`}
                w={110}
                allowDeselect={false}
                data={[
                  { value: "YES_NO", label: "Yes or no" },
                  { value: "NUMBER", label: "Number" },
                  { value: "TEXT", label: "Text" },
                ]}
                {...form.getInputProps(`checks.${index}.kind`)}
              />
              {check.kind === "NUMBER"
                ? (["min", "max", "unit"] as const).map((field) => (
                    <TextInput
                      key={field}
                      aria-label={`${FIELD_WORDS[field]} of check ${index + 1}`}
                      placeholder={FIELD_WORDS[field]}
                      w={76}
                      autoComplete="off"
                      {...form.getInputProps(`checks.${index}.${field}`)}
                    />
                  ))
                : null}
              {check.kind === "TEXT" ? (
                <TextInput
                  aria-label={`What check ${index + 1} must say`}
                  placeholder="Must say"
                  style={{ flex: 1 }}
                  autoComplete="off"
                  {...form.getInputProps(`checks.${index}.expected`)}
                />
              ) : null}
              <Checkbox
                label="Critical"
                aria-label={`Check ${index + 1} is critical`}
                {...form.getInputProps(`checks.${index}.isCritical`, { type: "checkbox" })}
              />
              <ActionIcon
                aria-label={`Remove check ${index + 1}`}
                disabled={values.checks.length === 1}
                onClick={() => form.removeListItem("checks", index)}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ol>
        {typeof form.errors["checks"] === "string" ? <p className={rows.error}>{form.errors["checks"]}</p> : null}
        <Button size="xs" onClick={() => form.insertListItem("checks", NEW_CHECK)}>
          Add check
        </Button>
        <p className="dim" style={{ margin: "10px 0", fontSize: 13 }}>
          When a critical check fails, nothing can be accepted.
        </p>
        <Switch label="In use" {...form.getInputProps("isActive", { type: "checkbox" })} />
        <FormButtons verb={plan ? "Save" : "Make plan"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

const FIELD_WORDS = { min: "Least", max: "Most", unit: "Unit" } as const;

function startValues(plan: PlanView | null): Values {
  const how = plan?.sampling ?? { kind: "ALL" as const };
  return {
    name: plan?.name ?? "",
    categoryId: plan?.categoryId ?? null,
    trigger: plan?.trigger ?? "STOCK",
    sampling: how.kind,
    size: how.kind === "PERCENT" ? how.percent : how.kind === "FIXED" ? how.count : "",
    checks: plan?.checks.map((check) => ({
      name: check.name,
      kind: check.kind,
      min: check.min ?? "",
      max: check.max ?? "",
      unit: check.unit ?? "",
      expected: check.expected ?? "",
      isCritical: check.isCritical,
    })) ?? [NEW_CHECK],
    isActive: plan?.isActive ?? true,
  };
}

function samplingOf({ sampling, size }: Values) {
  if (sampling === "ALL") return { kind: "ALL" };
  return sampling === "PERCENT" ? { kind: "PERCENT", percent: Number(size) } : { kind: "FIXED", count: Number(size) };
}
