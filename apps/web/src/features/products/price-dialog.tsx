import { TextInput } from "@mantine/core";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import { setPriceInput } from "@invista/contracts/product/prices";
import type { ProductView } from "@invista/contracts/product/read-product";
import { trpc } from "../../shared/api/trpc.ts";
import { homeCurrency } from "../../shared/format/display.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { startOfDay } from "../../shared/format/times.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PriceListSelect } from "../../shared/ui/price-list-select.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** A price of a list from a quantity on, now or from a day on. */
export function PriceDialog({
  product,
  onClose,
  onDone,
}: {
  product: ProductView;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const set = trpc.price.set.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: setPriceInput,
    initial: {
      listCode: STANDARD_LIST,
      currency: product.currency ?? homeCurrency(),
      minQuantity: "1",
      unitPrice: "",
      validFrom: "",
      validTo: "",
    },
    toInput: (values, idempotencyKey) => ({
      productId: product.id,
      listCode: values.listCode,
      currency: values.currency.trim().toUpperCase(),
      minQuantity: parseDecimal(values.minQuantity),
      unitPrice: parseDecimal(values.unitPrice),
      validFrom: startOfDay(values.validFrom || undefined) ?? null,
      validTo: startOfDay(values.validTo || undefined) ?? null,
      idempotencyKey,
    }),
    fieldOfRule: {
      "priceList.archived": "listCode",
      "priceList.currency": "currency",
      "price.period": "validFrom",
      "price.overlap": "validFrom",
    },
    send: async (input) => {
      await set.mutateAsync(input);
      await onDone();
      showToast({ code: "price.set", text: `The price of ${product.sku} was saved` });
      onClose();
    },
  });
  return (
    <Dialog title={`A price of ${product.sku}`} size={520} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="New price">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <DecimalField label="Price" required data-autofocus {...form.getInputProps("unitPrice")} />
          <TextInput label="Currency" maxLength={3} {...form.getInputProps("currency")} />
          <DecimalField label="From quantity" unit={product.unitCode} {...form.getInputProps("minQuantity")} />
          <PriceListSelect label="List" {...form.getInputProps("listCode")} />
          <TextInput
            type="date"
            label="From day"
            description="Left empty: from now on, in place of the price in force"
            {...form.getInputProps("validFrom")}
          />
          <TextInput
            type="date"
            label="Until day"
            description="Left empty: until further notice"
            {...form.getInputProps("validTo")}
          />
        </div>
        <FormButtons verb="Save price" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
