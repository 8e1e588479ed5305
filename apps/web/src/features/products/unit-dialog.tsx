import { NumberInput, Select, Switch, TextInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { createUnitInput, saveUnitInput } from "@invista/contracts/product/units";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useRelations, type Relations } from "./use-relations.ts";

interface Values {
  unitCode: string | null;
  factorNum: number | string;
  factorDen: number | string;
  barcode: string;
  isPurchase: boolean;
  isSales: boolean;
}
const NEW_UNIT = "+";

/** A pack of a product: its unit, how much it holds, and the code printed on it. */
export function UnitDialog({
  product,
  unit,
  onClose,
}: {
  product: ProductView;
  unit: Relations["units"][number] | null;
  onClose: () => void;
}) {
  const { readAgain } = useRelations(product.id);
  const units = trpc.unit.list.useQuery({});
  const mayName = useCan("uom:manage");
  const save = trpc.catalog.saveUnit.useMutation();
  const [naming, setNaming] = useState(false);
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof saveUnitInput>({
    schema: saveUnitInput,
    initial: {
      unitCode: unit?.unitCode ?? null,
      factorNum: unit?.factorNum ?? "",
      factorDen: unit?.factorDen ?? 1,
      barcode: unit?.barcodes.find((code) => code.isOwn)?.code ?? "",
      isPurchase: unit?.isPurchase ?? true,
      isSales: unit?.isSales ?? false,
    },
    toInput: (values, idempotencyKey) => ({
      ...values,
      productId: product.id,
      version: product.version,
      unitCode: values.unitCode ?? "",
      factorNum: Number(values.factorNum),
      factorDen: Number(values.factorDen),
      barcode: emptyToNull(values.barcode),
      idempotencyKey,
    }),
    fieldOfRule: { "record.duplicate": "barcode", "product.baseUnit": "factorNum" },
    send: async (input) => {
      await save.mutateAsync(input);
      await readAgain();
      showToast({ code: "product.packSaved", text: `The pack ${input.unitCode} was saved` });
      onClose();
    },
  });
  if (naming)
    return (
      <NewUnitDialog
        onClose={() => setNaming(false)}
        onDone={(code) => {
          form.setFieldValue("unitCode", code);
          setNaming(false);
        }}
      />
    );
  const choices = (units.data?.rows ?? []).filter((one) => one.code !== product.unitCode);
  return (
    <Dialog title={unit ? `Edit the pack ${unit.unitCode}` : `A pack of ${product.sku}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Pack">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <Select
            label="Unit"
            required
            searchable
            disabled={unit !== null}
            data={[
              ...choices.map((one) => ({ value: one.code, label: `${one.code}  ${one.name}` })),
              ...(mayName ? [{ value: NEW_UNIT, label: "New unit…" }] : []),
            ]}
            {...form.getInputProps("unitCode")}
            onChange={(value) => (value === NEW_UNIT ? setNaming(true) : form.setFieldValue("unitCode", value))}
          />
          <TextInput label="Code on the pack" autoComplete="off" {...form.getInputProps("barcode")} />
          <NumberInput
            label={`Holds, in ${product.unitCode}`}
            required
            clampBehavior="none"
            allowDecimal={false}
            {...form.getInputProps("factorNum")}
          />
          <NumberInput
            label="Divided by"
            description="3 and 2 are one and a half, exactly"
            clampBehavior="none"
            allowDecimal={false}
            {...form.getInputProps("factorDen")}
          />
          <Switch label="Bought in it" {...form.getInputProps("isPurchase", { type: "checkbox" })} />
          <Switch label="Sold in it" {...form.getInputProps("isSales", { type: "checkbox" })} />
        </div>
        <FormButtons verb="Save pack" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function NewUnitDialog({ onClose, onDone }: { onClose: () => void; onDone: (code: string) => void }) {
  const utils = trpc.useUtils();
  const create = trpc.unit.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<{ code: string; name: string }, typeof createUnitInput>({
    schema: createUnitInput,
    initial: { code: "", name: "" },
    toInput: (values, idempotencyKey) => ({ ...values, code: values.code.toUpperCase(), idempotencyKey }),
    fieldOfRule: { "record.duplicate": "code" },
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.unit.invalidate();
      onDone(made.code);
    },
  });
  return (
    <Dialog title="New unit" onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="New unit">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput
            label="Code"
            placeholder="BOX"
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps("code")}
          />
          <TextInput label="Name" placeholder="Box" required autoComplete="off" {...form.getInputProps("name")} />
        </div>
        <FormButtons verb="Add unit" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
