import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { trpc, type Outputs } from "../api/trpc.ts";

export type PickedProduct = Outputs["product"]["search"]["rows"][number];

/** Finds a product by SKU, barcode or name. */
export function ProductPicker({
  picked,
  onPick,
  label = "Product",
  error,
  focusFirst = false,
}: {
  picked: Pick<PickedProduct, "id" | "sku" | "name"> | null;
  onPick: (product: PickedProduct | null) => void;
  label?: string;
  error?: ReactNode;
  focusFirst?: boolean;
}) {
  const [text, setText] = useState("");
  const [term] = useDebouncedValue(text.trim(), 120);
  const found = trpc.product.search.useQuery(
    { q: term, limit: 12 },
    { enabled: term !== "", placeholderData: keepPreviousData },
  );
  const rows = term === "" ? [] : (found.data?.rows ?? []);
  const options = rows.map((row) => ({ value: row.id, label: `${row.sku}  ${row.name}` }));
  if (picked && !options.some((option) => option.value === picked.id))
    options.push({ value: picked.id, label: `${picked.sku}  ${picked.name}` });
  return (
    <Select
      label={label}
      placeholder="SKU, barcode or name"
      searchable
      clearable
      data={options}
      value={picked?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      // The server has matched already; it also finds by barcode.
      filter={({ options: all }) => all}
      onChange={(id) => onPick(rows.find((row) => row.id === id) ?? null)}
      nothingFoundMessage={term === "" ? null : found.isFetching ? "Searching…" : "No such product"}
      error={error}
      {...(focusFirst ? { "data-autofocus": true } : {})}
    />
  );
}
