import { serialStatus } from "@invista/contracts/serial/serial";
import { AsOfControl } from "../../shared/ui/as-of.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { SERIAL_WORDS } from "../../shared/ui/state-words.ts";
import type { SerialSearch } from "./serial-search.ts";

const STATES = serialStatus.options.map((value) => ({ value, label: SERIAL_WORDS[value].word }));

export const NO_SERIAL_FILTER = { q: undefined, status: undefined, product: undefined };

export function isSerialFiltered({ q, status, product }: SerialSearch): boolean {
  return [q, status, product].some((value) => value !== undefined);
}

/** The filters of the list of serial numbers, and the moment it is set to. */
export function SerialFilters({
  search,
  onSearch,
}: {
  search: SerialSearch;
  onSearch: (change: Partial<SerialSearch>) => void;
}) {
  return (
    <>
      <SearchField
        value={search.q ?? ""}
        onChange={(q) => onSearch({ q: q || undefined })}
        placeholder="Search number or SKU"
      />
      <AsOfControl asOf={search} onChange={onSearch} />
      <FilterMenu
        label="State"
        all="Any"
        value={search.status}
        choices={STATES}
        onChange={(status) => onSearch({ status })}
      />
    </>
  );
}
