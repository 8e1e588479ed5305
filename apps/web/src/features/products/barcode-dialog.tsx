import { Select, Switch, TextInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { addBarcodeInput } from "@invista/contracts/product/units";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useRelations, type Relations } from "./use-relations.ts";

type Unit = Relations["units"][number];

/** One more code of a product or a pack, typed, scanned, or a number of the company's own. */
export function BarcodeDialog({
  product,
  units,
  unit,
  onClose,
}: {
  product: ProductView;
  units: readonly Unit[];
  unit: Unit | null;
  onClose: () => void;
}) {
  const { readAgain } = useRelations(product.id);
  const add = trpc.catalog.addBarcode.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: addBarcodeInput,
    initial: { unitId: unit?.id ?? "", code: "", isOwn: false },
    toInput: (values, idempotencyKey) => ({
      productId: product.id,
      unitId: values.unitId || null,
      code: values.isOwn ? null : values.code,
      idempotencyKey,
    }),
    fieldOfRule: { "record.duplicate": "code" },
    send: async (input) => {
      const made = await add.mutateAsync(input);
      await readAgain();
      showToast({ code: "product.codeAdded", text: `${made.code} means ${product.sku} now` });
      onClose();
    },
  });
  const packs = units.filter((one) => !one.isBase);
  return (
    <Dialog title={`A code of ${product.sku}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="New code" style={{ display: "grid", gap: 14 }}>
        <FormAlert refusal={refusal} />
        {packs.length > 0 ? (
          <Select
            label="Printed on"
            allowDeselect={false}
            data={[
              { value: "", label: `The ${product.unitCode} itself` },
              ...packs.map((one) => ({ value: one.id, label: `The ${one.unitCode}` })),
            ]}
            {...form.getInputProps("unitId")}
            value={units.find((one) => one.id === form.getValues().unitId)?.isBase ? "" : form.getValues().unitId}
          />
        ) : null}
        <TextInput
          label="Code"
          description="Type it or scan it"
          data-autofocus
          autoComplete="off"
          disabled={form.getValues().isOwn}
          {...form.getInputProps("code")}
        />
        <Switch
          label="Give it a number of our own"
          description="The next free EAN-13 of the range for use inside a company"
          {...form.getInputProps("isOwn", { type: "checkbox" })}
        />
        <FormButtons verb="Add code" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
