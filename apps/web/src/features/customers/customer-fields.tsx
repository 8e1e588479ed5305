import { Select, Textarea, TextInput } from "@mantine/core";
import { customerStatus } from "@invista/contracts/customer/customer";
import type { UseFormReturnType } from "@mantine/form";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import styles from "../../shared/form/form.module.css";
import { useCan } from "../../shared/session/session.tsx";
import { PriceListSelect } from "../../shared/ui/price-list-select.tsx";
import { CUSTOMER_WORDS } from "../../shared/ui/state-words.ts";
import type { CustomerValues } from "./customer-values.ts";

const STATES = customerStatus.options.map((value) => ({ value, label: CUSTOMER_WORDS[value].word }));

/** The fields of a customer; a new one is active. */
export function CustomerFields({ form, isNew }: { form: UseFormReturnType<CustomerValues>; isNew: boolean }) {
  const mayPrice = useCan("price:read");
  return (
    <div className={styles.grid}>
      <TextInput
        className={isNew ? (styles.wide ?? "") : ""}
        label="Code"
        description="Short and without spaces"
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("code")}
      />
      {isNew ? null : (
        <Select
          label="State"
          description="Orders are placed for active customers only"
          allowDeselect={false}
          data={STATES}
          {...form.getInputProps("status")}
        />
      )}
      <TextInput
        className={styles.wide ?? ""}
        label="Name"
        required
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <TextInput label="Contact" autoComplete="off" {...form.getInputProps("contactName")} />
      <TextInput label="E-mail" type="email" autoComplete="off" {...form.getInputProps("email")} />
      <TextInput label="Phone" type="tel" autoComplete="off" {...form.getInputProps("phone")} />
      <TextInput label="Currency" maxLength={3} {...form.getInputProps("currency")} />
      <TextInput label="Pays in days" inputMode="numeric" {...form.getInputProps("paymentTermDays")} />
      <DecimalField label="Credit limit" placeholder="None" {...form.getInputProps("creditLimit")} />
      <TextInput label="Tax number" autoComplete="off" {...form.getInputProps("taxId")} />
      <TextInput
        label="Shelf life at least, in days"
        description="Lots that expire sooner are not picked for them"
        inputMode="numeric"
        {...form.getInputProps("minShelfLifeDays")}
      />
      {mayPrice ? <PriceListSelect label="Price list" {...form.getInputProps("priceListCode")} /> : null}
      <Textarea
        className={styles.wide ?? ""}
        label="Notes"
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps("notes")}
      />
    </div>
  );
}
