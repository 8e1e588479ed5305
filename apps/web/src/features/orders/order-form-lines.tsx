import { ActionIcon } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState, type KeyboardEvent } from "react";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { PackField } from "../../shared/form/pack-field.tsx";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import type { PickedProduct } from "../../shared/ui/product-picker.tsx";
import { focusField, PICKER_PATH } from "./focus-field.ts";
import { LinePicker } from "./line-picker.tsx";
import styles from "./order-form.module.css";
import { currencyOf, isShort, lineOf, totalOf, type LineValues, type OrderValues } from "./order-values.ts";

/** The lines by keyboard: a code and Enter, a quantity and Enter, and the next. */
export function OrderFormLines({ form }: { form: UseFormReturnType<OrderValues> }) {
  const [wanted, setWanted] = useState<{ path: string } | null>(null);
  useEffect(() => {
    if (wanted) focusField(wanted.path);
  }, [wanted]);
  const mayPrice = useCan("price:read");
  const { lines } = form.getValues();
  const currency = currencyOf(form.getValues());
  const add = (product: PickedProduct) => {
    const at = lines.findIndex((line) => line.productId === product.id);
    if (at < 0) form.insertListItem("lines", lineOf(product, currency));
    setWanted({ path: `lines.${at < 0 ? lines.length : at}.quantity` });
  };
  const remove = (index: number) => {
    form.removeListItem("lines", index);
    setWanted({ path: PICKER_PATH });
  };
  const next = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setWanted({ path: PICKER_PATH });
  };
  return (
    <>
      <table className={styles.lines} aria-label="Lines of the order">
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" data-align="end" className={styles.amount}>
              Quantity
            </th>
            <th scope="col" data-align="end" className={styles.figure}>
              Available
            </th>
            <th scope="col" data-align="end" className={styles.amount}>
              Price
            </th>
            <th scope="col" data-align="end" className={styles.figure}>
              Total
            </th>
            <th scope="col" className={styles.last}>
              <span className="hidden-visually">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={`${line.productId}-${index}`} data-entity="order_line" data-id={line.productId}>
              <td className={styles.name} title={line.name}>
                <span className="strong">{line.sku}</span> <span className="dim">{line.name}</span>
              </td>
              <td onKeyDown={next}>
                <PackField
                  isRow
                  productId={line.productId}
                  size="xs"
                  aria-label={`Quantity of ${line.sku}`}
                  unit={line.unitCode}
                  {...form.getInputProps(`lines.${index}.quantity`)}
                />
              </td>
              <td data-align="end" data-label="Available">
                <Available line={line} lines={lines} />
              </td>
              <td onKeyDown={next}>
                <DecimalField
                  size="xs"
                  aria-label={`Price of ${line.sku}`}
                  placeholder={mayPrice ? "No list price" : "As listed"}
                  disabled={!mayPrice}
                  {...form.getInputProps(`lines.${index}.unitPrice`)}
                />
              </td>
              <td data-align="end" data-label="Total">
                <Money value={totalOf(line, currency)} currency={currency} />
              </td>
              <td>
                <ActionIcon aria-label={`Remove ${line.sku}`} size={26} onClick={() => remove(index)}>
                  <IconX size={15} stroke={1.8} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.entry}>
        <LinePicker onPick={add} />
        {form.errors.lines ? <p className={styles.error}>{form.errors.lines}</p> : null}
      </div>
    </>
  );
}

function Available({ line, lines }: { line: LineValues; lines: readonly LineValues[] }) {
  if (!line.isStocked) return <span className="faint">not stocked</span>;
  if (!isShort(line, lines)) return <Quantity value={line.available} />;
  return (
    <span className={styles.short}>
      only <Quantity value={line.available} />
    </span>
  );
}
