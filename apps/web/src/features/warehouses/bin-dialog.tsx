import { NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { createLocationInput, locationType, updateLocationInput } from "@invista/contracts/warehouse/warehouse";
import { trpc } from "../../shared/api/trpc.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { flashRow } from "../../shared/table/flash-store.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { BIN_WORDS, type Bin } from "./bin-words.ts";

interface Values {
  code: string;
  zone: string;
  type: Bin["type"];
  isSellable: boolean;
  pickSequence: number | string;
  barcode: string;
  maxWeight: string;
}

const TYPES = locationType.options.map((value) => ({ value, label: BIN_WORDS[value] }));

/** A new bin, or changes to one; the code of a bin never changes, its stock is booked on it. */
export function BinDialog({
  warehouseId,
  bin,
  onClose,
}: {
  warehouseId: string;
  bin: Bin | null;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.location.create.useMutation();
  const update = trpc.location.update.useMutation();
  const done = async (code: string, made: { id: string; code: string }, word: string) => {
    await Promise.all([utils.location.invalidate(), utils.warehouse.invalidate()]);
    showToast({ code, text: `Bin ${made.code} was ${word}` });
    onClose();
    flashRow(made.id);
  };
  const shared = {
    initial: {
      code: bin?.code ?? "",
      zone: bin?.zone ?? "",
      type: bin?.type ?? ("PICK" as const),
      isSellable: bin?.isSellable ?? true,
      pickSequence: bin?.pickSequence ?? "",
      barcode: bin?.barcode ?? "",
      maxWeight: bin?.maxWeight ?? "",
    } satisfies Values,
    fieldOfRule: { "record.duplicate": "code" },
  };
  const creating = useCommandForm<Values, typeof createLocationInput>({
    ...shared,
    schema: createLocationInput,
    toInput: (values, idempotencyKey) => ({ ...fieldsOf(values), code: values.code, warehouseId, idempotencyKey }),
    send: async (input) => done("location.created", await create.mutateAsync(input), "created"),
  });
  const changing = useCommandForm<Values, typeof updateLocationInput>({
    ...shared,
    schema: updateLocationInput,
    toInput: (values, idempotencyKey) => ({ ...fieldsOf(values), id: bin?.id, version: bin?.version, idempotencyKey }),
    send: async (input) => done("location.updated", await update.mutateAsync(input), "saved"),
  });
  const { form, refusal, busy, submit } = bin ? changing : creating;
  return (
    <Dialog title={bin ? `Edit bin ${bin.code || "Floor"}` : "New bin"} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput
            label="Code"
            placeholder="A-04-2"
            required={!bin}
            disabled={bin !== null}
            autoComplete="off"
            {...(bin ? {} : { "data-autofocus": true })}
            {...form.getInputProps("code")}
          />
          <Select label="Kind" allowDeselect={false} data={TYPES} {...form.getInputProps("type")} />
          <TextInput label="Zone" autoComplete="off" {...form.getInputProps("zone")} />
          <NumberInput
            label="Place in the picking route"
            min={0}
            max={1_000_000}
            allowDecimal={false}
            {...form.getInputProps("pickSequence")}
          />
          <TextInput label="Barcode" autoComplete="off" {...form.getInputProps("barcode")} />
          <DecimalField label="Bears at most" unit="kg" {...form.getInputProps("maxWeight")} />
          <Switch label="Its stock can be sold" mt={26} {...form.getInputProps("isSellable", { type: "checkbox" })} />
        </div>
        <FormButtons verb={bin ? "Save" : "Create bin"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function fieldsOf(values: Values) {
  return {
    zone: emptyToNull(values.zone),
    type: values.type,
    isSellable: values.isSellable,
    pickSequence: values.pickSequence === "" ? null : Number(values.pickSequence),
    barcode: emptyToNull(values.barcode),
    maxWeight: emptyToNull(parseDecimal(values.maxWeight)),
  };
}
