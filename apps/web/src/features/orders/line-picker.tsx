import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatDecimal, formatMoney } from "../../shared/format/numbers.ts";
import { isOfferChosen } from "../../shared/ui/is-offer-chosen.ts";
import type { PickedProduct } from "../../shared/ui/product-picker.tsx";
import { PICKER_PATH } from "./focus-field.ts";
import styles from "./order-form.module.css";

/** The entry row: a scanned or typed code with Enter adds its line at once, a name offers a choice. */
export function LinePicker({ onPick }: { onPick: (product: PickedProduct) => void }) {
  const utils = trpc.useUtils();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const [term] = useDebouncedValue(wanted, 120);
  const found = trpc.product.search.useQuery(
    { q: term, limit: 12 },
    { enabled: term !== "", placeholderData: keepPreviousData },
  );
  const rows = term === "" ? [] : (found.data?.rows ?? []);
  const pick = (product: PickedProduct) => {
    setText("");
    onPick(product);
  };
  /** A scanner is faster than the pause in typing, so its Enter asks by itself. */
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || wanted === "") return;
    const isCurrent = term === wanted && !found.isFetching;
    const exact =
      exactOf(rows, wanted) ??
      (isCurrent && !isOfferChosen(event.target) ? rows.find((row) => row.status !== "ARCHIVED") : undefined);
    if (!exact && isCurrent) return;
    event.preventDefault();
    event.stopPropagation();
    if (exact) pick(exact);
    else
      void utils.client.product.search.query({ q: wanted, limit: 2 }).then((answer) => {
        const one = exactOf(answer.rows, wanted) ?? (answer.rows.length === 1 ? answer.rows[0] : undefined);
        if (one && one.status !== "ARCHIVED") pick(one);
        return one;
      });
  };
  return (
    <div onKeyDownCapture={onKeyDownCapture} className={styles.picker}>
      <Select
        aria-label="Add a product"
        placeholder="Scan or type SKU, barcode or name, then Enter"
        searchable
        openOnFocus={false}
        data={rows.map((row) => ({
          value: row.id,
          label: `${row.sku}  ${row.name}`,
          disabled: row.status === "ARCHIVED",
        }))}
        value={null}
        searchValue={text}
        onSearchChange={setText}
        filter={({ options }) => options}
        onChange={(id) => {
          const row = rows.find((one) => one.id === id);
          if (row) pick(row);
        }}
        renderOption={({ option }) => {
          const row = rows.find((one) => one.id === option.value);
          return row ? <Choice row={row} /> : option.label;
        }}
        nothingFoundMessage={term === "" ? "Type to search" : found.isFetching ? "Searching…" : "No such product"}
        maxDropdownHeight={320}
        data-path={PICKER_PATH}
      />
    </div>
  );
}

function exactOf(rows: readonly PickedProduct[], code: string): PickedProduct | undefined {
  const same = (value: string | null) => value?.toLowerCase() === code.toLowerCase();
  return rows.find((row) => row.status !== "ARCHIVED" && (same(row.sku) || same(row.barcode)));
}

function Choice({ row }: { row: PickedProduct }) {
  return (
    <span className={styles.choice}>
      <span className="strong">{row.sku}</span>
      <span className="cut dim">{row.name}</span>
      <span className="num dim">
        {row.status === "ARCHIVED"
          ? "archived"
          : row.type === "SERVICE"
            ? "service"
            : `${formatDecimal(row.available)} available`}
        {row.price === null ? "" : ` · ${formatMoney(row.price, row.currency, true)}`}
      </span>
    </span>
  );
}
