import { Select } from "@mantine/core";
import type { CustomerRow } from "@invista/contracts/customer/customer";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { trpc } from "../api/trpc.ts";
import { isOfferChosen } from "./is-offer-chosen.ts";

export type PickedCustomer = Pick<CustomerRow, "id" | "code" | "name" | "currency">;

const labelOf = (customer: Pick<PickedCustomer, "code" | "name">) => `${customer.name}  ${customer.code}`;

/** Finds an active customer by name, code or e-mail address. */
export function CustomerPicker({
  picked,
  onPick,
  label = "Customer",
  error,
  required = false,
}: {
  picked: PickedCustomer | null;
  onPick: (customer: PickedCustomer | null) => void;
  label?: string;
  error?: ReactNode;
  required?: boolean;
}) {
  const utils = trpc.useUtils();
  const [text, setText] = useState(picked ? labelOf(picked) : "");
  const [typed] = useDebouncedValue(text.trim(), 120);
  const term = picked && typed === labelOf(picked) ? "" : typed;
  const found = trpc.customer.list.useQuery(
    { limit: 12, status: "ACTIVE", ...(term === "" ? {} : { q: term }) },
    { placeholderData: keepPreviousData },
  );
  const rows = found.data?.rows ?? [];
  const options = rows.map((row) => ({ value: row.id, label: labelOf(row) }));
  if (picked && !options.some((option) => option.value === picked.id))
    options.push({ value: picked.id, label: labelOf(picked) });
  const [isOpen, setOpen] = useState(false);
  const pick = (customer: PickedCustomer | null) => {
    setText(customer ? labelOf(customer) : "");
    setOpen(false);
    onPick(customer);
  };
  return (
    <Select
      label={label}
      placeholder="Name, code or e-mail"
      required={required}
      searchable
      openOnFocus={false}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      data={options}
      value={picked?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      // The server has matched already; it also finds by e-mail address.
      filter={({ options: all }) => all}
      // Enter takes the best match at once, so that a name is two or three letters and Enter.
      onKeyDown={(event) => {
        if (
          event.key !== "Enter" ||
          text.trim() === "" ||
          (picked && text === labelOf(picked)) ||
          isOfferChosen(event.target)
        )
          return;
        event.preventDefault();
        void utils.client.customer.list
          .query({ limit: 1, status: "ACTIVE", q: text.trim() })
          .then(({ rows: [best] }) => (best ? pick(best) : undefined));
      }}
      onChange={(id) => pick(rows.find((row) => row.id === id) ?? null)}
      nothingFoundMessage={found.isFetching ? "Searching…" : "No such active customer"}
      error={error}
      data-path="customerId"
    />
  );
}
