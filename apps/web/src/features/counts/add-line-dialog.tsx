import { TextInput } from "@mantine/core";
import { addCountLineInput } from "@invista/contracts/count/count";
import type { CountView } from "@invista/contracts/count/read-count";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { PackField } from "../../shared/form/pack-field.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ProductPicker, type PickedProduct } from "../../shared/ui/product-picker.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { flashRow } from "../../shared/table/flash-store.ts";

interface Values {
  productId: PickedProduct | null;
  location: string;
  lotNumber: string;
  quantity: string;
}

/** Something lies there and is not on the sheet. */
export function AddLineDialog({ view, onClose }: { view: CountView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const add = trpc.count.add.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof addCountLineInput>({
    schema: addCountLineInput,
    initial: { productId: null, location: "", lotNumber: "", quantity: "" },
    toInput: (values, idempotencyKey) => ({
      id: view.count.id,
      productId: values.productId?.id ?? "",
      location: values.location.trim(),
      lotNumber: emptyToNull(values.lotNumber),
      quantity: parseDecimal(values.quantity),
      idempotencyKey,
    }),
    fieldOfRule: {
      "location.unknown": "location",
      "count.lotUnknown": "lotNumber",
      "stock.lotRequired": "lotNumber",
      "quantity.precision": "quantity",
    },
    send: async (input) => {
      const done = await add.mutateAsync(input);
      showToast({ code: "count.added", text: `${form.getValues().productId?.sku ?? "It"} is on the sheet` });
      onClose();
      await utils.count.invalidate();
      flashRow(done.lineIds[0] ?? "");
    },
  });
  const values = form.getValues();
  return (
    <Dialog title="Add what is not on the sheet" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={form_.grid}>
          <div className={form_.wide}>
            <ProductPicker
              picked={values.productId}
              onPick={(product) => form.setFieldValue("productId", product)}
              error={form.errors.productId ? "Choose a product" : null}
              focusFirst
            />
          </div>
          <TextInput label="Bin" placeholder="Floor" autoComplete="off" {...form.getInputProps("location")} />
          <TextInput label="Lot" placeholder="None" autoComplete="off" {...form.getInputProps("lotNumber")} />
          <PackField
            productId={values.productId?.id ?? null}
            label="Counted"
            unit={values.productId?.unitCode ?? ""}
            {...form.getInputProps("quantity")}
          />
        </div>
        <FormButtons verb="Add to the sheet" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
