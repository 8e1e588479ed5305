import { Select, type SelectProps } from "@mantine/core";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import { trpc } from "../api/trpc.ts";

type Props = Omit<SelectProps, "data" | "searchable" | "allowDeselect">;

/** A choice among the price lists in use; the one that is chosen is offered even where it is not. */
export function PriceListSelect(props: Props) {
  const query = trpc.price.lists.useQuery({});
  const rows = query.data?.rows ?? [];
  const data = rows
    .filter((list) => list.isActive || list.code === props.value)
    .map(({ code, name, isActive }) => ({
      value: code,
      label: `${code === STANDARD_LIST || name === code ? name : `${name} (${code})`}${isActive ? "" : ", archived"}`,
    }));
  return (
    <Select
      searchable
      openOnFocus={false}
      allowDeselect={false}
      nothingFoundMessage="No price list of this name. Lists are made under Price lists."
      placeholder={query.isPending ? "…" : "Choose"}
      data={data}
      {...props}
    />
  );
}
