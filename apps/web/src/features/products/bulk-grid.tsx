import { Button, Select, TextInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useState } from "react";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { BULK_WORDS, cellsOf, FIELDS, type Cells, type Field } from "./bulk-cells.ts";
import { FillOwnColumn, OwnCellsOf, type OwnColumns } from "./bulk-own-columns.tsx";
import styles from "./bulk-grid.module.css";

type Choices = readonly { value: string; label: string }[];
const STATES = [
  { value: "ACTIVE", label: "Active" },
  { value: "DRAFT", label: "Draft" },
];

/** The cells of many products; the first line fills a whole column. */
export function BulkGrid({
  products,
  cells,
  mayPrice,
  categories,
  onSet,
  own,
}: {
  products: readonly ProductView[];
  cells: Readonly<Record<string, Cells>>;
  mayPrice: boolean;
  categories: Choices;
  onSet: (id: string, field: Field, value: string) => void;
  own: OwnColumns;
}) {
  const fields = FIELDS.filter((field) => field !== "price" || mayPrice);
  return (
    <div className={styles.scroll}>
      <table className={styles.grid} aria-label="Products to edit">
        <thead>
          <tr>
            <th scope="col">SKU</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {BULK_WORDS[field]}
              </th>
            ))}
            {own.columns.map((field) => (
              <th key={field.code} scope="col">
                {field.label} {field.unit ? <span className="dim">{field.unit}</span> : null}
              </th>
            ))}
          </tr>
          <tr className={styles.all}>
            <th scope="row">All</th>
            {fields.map((field) => (
              <td key={field}>
                <FillColumn
                  field={field}
                  categories={categories}
                  onFill={(value) => products.forEach((product) => onSet(product.id, field, value))}
                />
              </td>
            ))}
            {own.columns.map((field) => (
              <td key={field.code}>
                <FillOwnColumn field={field} products={products} own={own} />
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {products.map((product) => {
            const before = cellsOf(product);
            const row = cells[product.id] ?? before;
            return (
              <tr key={product.id} data-entity="product" data-id={product.id}>
                <th scope="row">{product.sku}</th>
                {fields.map((field) => (
                  <td key={field} data-changed={row[field] !== before[field] || undefined}>
                    <Cell
                      label={`${BULK_WORDS[field]} of ${product.sku}`}
                      field={field}
                      value={row[field]}
                      categories={categories}
                      onChange={(value) => onSet(product.id, field, value)}
                    />
                  </td>
                ))}
                <OwnCellsOf product={product} own={own} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function FillColumn({
  field,
  categories,
  onFill,
}: {
  field: Field;
  categories: Choices;
  onFill: (value: string) => void;
}) {
  const [value, setValue] = useState("");
  // Names and codes are each product's own.
  if (field === "name" || field === "barcode") return null;
  return (
    <span className={styles.fill}>
      <Cell
        label={`${BULK_WORDS[field]} for all`}
        field={field}
        value={value}
        categories={categories}
        onChange={setValue}
      />
      <Button
        size="compact-xs"
        disabled={value === ""}
        onClick={() => onFill(value)}
        aria-label={`Fill ${BULK_WORDS[field]}`}
      >
        Fill
      </Button>
    </span>
  );
}

function Cell({
  label,
  field,
  value,
  categories,
  onChange,
}: {
  label: string;
  field: Field;
  value: string;
  categories: Choices;
  onChange: (value: string) => void;
}) {
  const shared = { size: "xs", "aria-label": label } as const;
  if (field === "categoryId")
    return (
      <Select
        {...shared}
        clearable
        searchable
        placeholder="None"
        data={[...categories]}
        value={value || null}
        onChange={(next) => onChange(next ?? "")}
      />
    );
  if (field === "status")
    return (
      <Select
        {...shared}
        placeholder="–"
        data={STATES}
        value={value || null}
        onChange={(next) => onChange(next ?? value)}
      />
    );
  if (field === "price") return <DecimalField {...shared} value={value} onChange={onChange} />;
  return (
    <TextInput {...shared} autoComplete="off" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
