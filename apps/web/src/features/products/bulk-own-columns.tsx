import { Button, Select, TextInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useState } from "react";
import { cellOf, type FieldsOf, type OwnCells, type OwnField } from "./bulk-fields.ts";
import styles from "./bulk-grid.module.css";

/** Fields of one's own as columns of the grid. */
export interface OwnColumns {
  readonly columns: readonly OwnField[];
  readonly fields: FieldsOf;
  readonly cells: OwnCells;
  readonly onSet: (productId: string, code: string, text: string) => void;
}

const YES_NO = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

/** The cells of a product for those columns; a field that products of its category don't have is a dash. */
export function OwnCellsOf({ product, own }: { product: ProductView; own: OwnColumns }) {
  return own.columns.map(({ code }) => {
    const field = own.fields[product.id]?.find((one) => one.code === code);
    if (!field)
      return (
        <td key={code} className="dim" title="Products of this category have no such field">
          –
        </td>
      );
    const before = cellOf(field);
    const text = own.cells[product.id]?.[code] ?? before;
    return (
      <td key={code} data-changed={text !== before || undefined}>
        <OwnCell
          label={`${field.label} of ${product.sku}`}
          field={field}
          text={text}
          onChange={(value) => own.onSet(product.id, code, value)}
        />
      </td>
    );
  });
}

/** Fills such a column for every product that has the field. */
export function FillOwnColumn({
  field,
  products,
  own,
}: {
  field: OwnField;
  products: readonly ProductView[];
  own: OwnColumns;
}) {
  const [text, setText] = useState("");
  const fill = () => {
    for (const { id } of products)
      if (own.fields[id]?.some((one) => one.code === field.code)) own.onSet(id, field.code, text);
  };
  return (
    <span className={styles.fill}>
      <OwnCell label={`${field.label} for all`} field={field} text={text} onChange={setText} />
      <Button size="compact-xs" disabled={text === ""} onClick={fill} aria-label={`Fill ${field.label}`}>
        Fill
      </Button>
    </span>
  );
}

function OwnCell({
  label,
  field,
  text,
  onChange,
}: {
  label: string;
  field: OwnField;
  text: string;
  onChange: (text: string) => void;
}) {
  const shared = { size: "xs", "aria-label": label } as const;
  if (field.kind === "BOOLEAN" || field.kind === "CHOICE")
    return (
      <Select
        {...shared}
        clearable={!field.isRequired}
        placeholder="–"
        data={field.kind === "BOOLEAN" ? YES_NO : field.choices}
        value={text || null}
        onChange={(value) => onChange(value ?? "")}
      />
    );
  return (
    <TextInput
      {...shared}
      {...(field.kind === "DATE" ? { type: "date" } : {})}
      {...(field.kind === "NUMBER" ? { inputMode: "decimal" as const } : {})}
      autoComplete="off"
      maxLength={1_000}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
