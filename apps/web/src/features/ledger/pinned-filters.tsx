import type { MovementRow } from "@invista/contracts/stock/list-stock";
import { IconX } from "@tabler/icons-react";
import filterStyles from "../../shared/ui/filters.module.css";
import { PINNED, type LedgerSearch, type PinnedFilter } from "./ledger-search.ts";

const NAMES: Record<PinnedFilter, (row: MovementRow) => string | null> = {
  product: (row) => row.sku,
  bin: (row) => row.location,
  lot: (row) => row.lotNumber,
  person: (row) => row.createdByName ?? "Invista",
  document: (row) => row.referenceNumber,
  operation: () => null,
};
const ALL = ["product", "bin", "lot", "person", "document", "operation"] as const satisfies readonly PinnedFilter[];

/** Filters that were set by a link or from a movement's details; a click takes one off. */
export function PinnedFilters({
  search,
  nameOf,
  example,
  onSearch,
}: {
  search: LedgerSearch;
  nameOf: (name: PinnedFilter) => string | undefined;
  /** A row that passed the filters: it knows the names of what they hold by id. */
  example: MovementRow | undefined;
  onSearch: (change: Partial<LedgerSearch>) => void;
}) {
  return ALL.filter((name) => search[name] !== undefined).map((name) => {
    const words = nameOf(name) ?? (example ? NAMES[name](example) : null) ?? (name === "bin" ? search.bin : "") ?? "";
    return (
      <button
        key={name}
        type="button"
        className={filterStyles.filter}
        data-on
        onClick={() => onSearch({ [name]: undefined })}
        aria-label={`${PINNED[name]} ${words}, remove this filter`}
      >
        <span className={filterStyles.label}>{PINNED[name]}</span> {words} <IconX size={13} aria-hidden="true" />
      </button>
    );
  });
}
