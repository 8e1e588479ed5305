import { Select, Switch, TagsInput, TextInput } from "@mantine/core";
import {
  attributeKind,
  createAttributeInput,
  updateAttributeInput,
  type AttributeKind,
  type AttributeView,
} from "@invista/contracts/product/attributes";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import { KIND_WORDS } from "./kind-words.ts";

interface Values {
  label: string;
  kind: AttributeKind;
  categoryId: string | null;
  unit: string;
  choices: string[];
  isRequired: boolean;
}
const KINDS = attributeKind.options.map((value) => ({ value, label: KIND_WORDS[value] }));

/** A new field, or another name, place or choices for one; its kind stays. */
export function FieldDialog({ field, onClose }: { field: AttributeView | null; onClose: () => void }) {
  const utils = trpc.useUtils();
  const categories = useCategoryChoices();
  const create = trpc.attribute.create.useMutation();
  const update = trpc.attribute.update.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<
    Values,
    typeof createAttributeInput | typeof updateAttributeInput
  >({
    schema: field ? updateAttributeInput : createAttributeInput,
    initial: {
      label: field?.label ?? "",
      kind: field?.kind ?? "TEXT",
      categoryId: field?.categoryId ?? null,
      unit: field?.unit ?? "",
      choices: [...(field?.choices ?? [])],
      isRequired: field?.isRequired ?? false,
    },
    toInput: ({ kind, ...values }, idempotencyKey) => ({
      ...values,
      unit: emptyToNull(values.unit),
      choices: kind === "CHOICE" ? values.choices : [],
      ...(field ? { id: field.id, version: field.version } : { kind, code: codeOf(values.label) }),
      idempotencyKey,
    }),
    fieldOfRule: {
      "record.duplicate": "label",
      "attribute.choicesNeeded": "choices",
      "attribute.choiceUsed": "choices",
    },
    send: async (input) => {
      const saved = "id" in input ? await update.mutateAsync(input) : await create.mutateAsync(input);
      await Promise.all([utils.attribute.invalidate(), utils.catalog.invalidate()]);
      showToast({ code: "field.saved", text: `${saved.label} was saved` });
      onClose();
    },
  });
  const { kind } = form.getValues();
  return (
    <Dialog title={field ? `Edit ${field.label}` : "New field"} size={520} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Field">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput label="Name" required data-autofocus autoComplete="off" {...form.getInputProps("label")} />
          <Select
            label="Kind"
            allowDeselect={false}
            data={KINDS}
            disabled={field !== null}
            {...form.getInputProps("kind")}
          />
          <Select
            label="Of the products in"
            placeholder="All products"
            description="With the categories inside it"
            clearable
            searchable
            data={[...categories]}
            {...form.getInputProps("categoryId")}
          />
          {kind === "NUMBER" || kind === "TEXT" ? (
            <TextInput label="Unit" placeholder="mm" autoComplete="off" {...form.getInputProps("unit")} />
          ) : null}
          {kind === "CHOICE" ? (
            <TagsInput
              className={styles.wide ?? ""}
              label="Choices, each with Enter"
              required
              {...form.getInputProps("choices")}
            />
          ) : null}
          <Switch
            className={styles.wide ?? ""}
            label="Every such product must have it"
            description="Asked for when its fields are changed; products that lack it stay as they are"
            {...form.getInputProps("isRequired", { type: "checkbox" })}
          />
        </div>
        <FormButtons verb={field ? "Save" : "Add field"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** The name under which its values are kept: Länge (mm) becomes lange_mm. */
function codeOf(label: string): string {
  const word = label
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "");
  return (
    word === "" ? `f_${Array.from(label, (sign) => sign.codePointAt(0)?.toString(36) ?? "").join("")}` : word
  ).slice(0, 40);
}
