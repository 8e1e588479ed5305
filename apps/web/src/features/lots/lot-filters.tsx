import { lotStatus } from "@invista/contracts/lot/trace";
import { AsOfControl } from "../../shared/ui/as-of.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { LOT_WORDS } from "../../shared/ui/state-words.ts";
import type { LotSearch } from "./lot-search.ts";

const STATES = lotStatus.options.map((value) => ({ value, label: LOT_WORDS[value].word }));
const VIEWS = [
  { value: "EXPIRING" as const, label: "Expiring soon" },
  { value: "EXPIRED" as const, label: "Expired, still here" },
  { value: "IN_STOCK" as const, label: "In stock" },
];
const WITHIN = (["7", "90", "180"] as const).map((value) => ({ value, label: `${value} days` }));
const DAYS = { "7": 7, "90": 90, "180": 180 } as const;

export const NO_LOT_FILTER = { q: undefined, status: undefined, view: undefined, days: undefined, product: undefined };

/** What the server is asked for, now or of a moment. */
export function lotFilters(search: LotSearch, warehouseId: string | undefined) {
  const days = search.view === "EXPIRING" && search.days ? { days: String(search.days) } : {};
  return { q: search.q, status: search.status, view: search.view, ...days, productId: search.product, warehouseId };
}

export function isLotFiltered({ q, status, view, days, product }: LotSearch): boolean {
  return [q, status, view, days, product].some((value) => value !== undefined);
}

/** The filters of the list of lots, and the moment it is set to. */
export function LotFilters({
  search,
  onSearch,
}: {
  search: LotSearch;
  onSearch: (change: Partial<LotSearch>) => void;
}) {
  return (
    <>
      <SearchField
        value={search.q ?? ""}
        onChange={(q) => onSearch({ q: q || undefined })}
        placeholder="Search lot, SKU or name"
      />
      <AsOfControl asOf={search} onChange={onSearch} />
      <FilterMenu label="Show" all="All" value={search.view} choices={VIEWS} onChange={(view) => onSearch({ view })} />
      {search.view === "EXPIRING" ? (
        <FilterMenu
          label="Within"
          all="30 days"
          value={WITHIN.find((one) => DAYS[one.value] === search.days)?.value}
          choices={WITHIN}
          onChange={(within) => onSearch({ days: within && DAYS[within] })}
        />
      ) : null}
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
