import { Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import styles from "../../shared/form/form.module.css";
import { useCan } from "../../shared/session/session.tsx";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import type { ProductValues } from "./product-values.ts";

const PRECISIONS = ["0", "1", "2", "3", "4"].map((value) => ({
  value,
  label: value === "0" ? "Whole numbers" : `${value} decimals`,
}));

/** The fields of a product; what movements have fixed can't be changed any more. */
export function ProductFields({
  form,
  isNew,
  isFrozen,
}: {
  form: UseFormReturnType<ProductValues>;
  isNew: boolean;
  isFrozen: boolean;
}) {
  const categories = useCategoryChoices();
  const mayReadPrice = useCan("price:read");
  const mayPrice = useCan("price:update") || isNew;
  const priced = mayPrice ? {} : { disabled: true, description: "Needs the permission price:update" };
  const frozen = isFrozen ? { disabled: true, description: "Fixed by the first movement" } : {};
  return (
    <div className={styles.grid}>
      <TextInput label="SKU" required data-autofocus autoComplete="off" {...form.getInputProps("sku")} />
      <Select
        label="State"
        allowDeselect={false}
        data={[
          { value: "ACTIVE", label: "Active" },
          { value: "DRAFT", label: "Draft" },
        ]}
        {...form.getInputProps("status")}
      />
      <TextInput
        className={styles.wide ?? ""}
        label="Name"
        required
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <Select
        label="Category"
        clearable
        searchable
        data={[...categories]}
        placeholder="None"
        {...form.getInputProps("categoryId")}
      />
      <TextInput label="Barcode" autoComplete="off" {...form.getInputProps("barcode")} />
      {mayReadPrice ? (
        <>
          <DecimalField label="Price" {...priced} {...form.getInputProps("price")} />
          <TextInput label="Currency" maxLength={3} {...priced} {...form.getInputProps("currency")} />
        </>
      ) : null}
      <TextInput label="Unit" description="EA for pieces, KG, M, L" {...frozen} {...form.getInputProps("unitCode")} />
      <Select
        label="Counted in"
        allowDeselect={false}
        data={PRECISIONS}
        {...frozen}
        {...form.getInputProps("qtyPrecision")}
      />
      {isNew ? (
        <Select
          label="Kind"
          allowDeselect={false}
          data={[
            { value: "STOCK", label: "Stocked" },
            { value: "KIT", label: "Kit, made of other products" },
            { value: "SERVICE", label: "Service, holds no stock" },
          ]}
          {...form.getInputProps("type")}
        />
      ) : null}
      <Select
        label="Costing"
        allowDeselect={false}
        data={[
          { value: "FIFO", label: "First in, first out" },
          { value: "MOVING_AVG", label: "Moving average" },
        ]}
        {...frozen}
        {...form.getInputProps("costMethod")}
      />
      <DecimalField
        label="Weight in kg"
        description="Of one; bins that bear so much know it"
        {...form.getInputProps("weight")}
      />
      <Select
        label="Tracked by"
        allowDeselect={false}
        data={[
          { value: "NONE", label: "Quantity only" },
          { value: "LOT", label: "Lots" },
          { value: "EXPIRY", label: "Lots that expire" },
          { value: "SERIAL", label: "Serial numbers" },
        ]}
        {...frozen}
        {...form.getInputProps("tracking")}
      />
      {form.getValues().tracking === "EXPIRY" ? (
        <TextInput
          label="Shelf life in days"
          description="A new lot expires so long after it was made"
          inputMode="numeric"
          {...form.getInputProps("shelfLifeDays")}
        />
      ) : null}
      <Textarea
        className={styles.wide ?? ""}
        label="Description"
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps("description")}
      />
    </div>
  );
}
