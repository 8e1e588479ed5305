import { SegmentedControl } from "@mantine/core";
import { AsOfControl } from "../../shared/ui/as-of.tsx";
import { SearchField } from "../../shared/ui/filters.tsx";
import type { BinSearch } from "./bin-search.ts";

/** List or map, the moment, and the search of a warehouse's bins. */
export function BinFilters({
  search,
  onSearch,
}: {
  search: BinSearch;
  onSearch: (change: Partial<BinSearch>) => void;
}) {
  return (
    <>
      <SegmentedControl
        aria-label="How the bins are shown"
        data={[
          { value: "list", label: "List" },
          { value: "map", label: "Map" },
        ]}
        value={search.view ?? "list"}
        onChange={(next) => onSearch({ view: next === "map" ? "map" : undefined })}
      />
      {search.view ? null : (
        <SearchField
          value={search.q ?? ""}
          onChange={(next) => onSearch({ q: next || undefined })}
          placeholder="Search bin, zone, barcode"
        />
      )}
      <AsOfControl asOf={search} onChange={onSearch} />
    </>
  );
}
