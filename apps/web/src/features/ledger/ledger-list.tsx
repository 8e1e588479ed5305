import { Button, TextInput } from "@mantine/core";
import { movementType, type MovementRow } from "@invista/contracts/stock/list-stock";
import { IconHistory, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ColumnMenu } from "../../shared/table/column-menu.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import filterStyles from "../../shared/ui/filters.module.css";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { ledgerColumns } from "./ledger-columns.tsx";
import { startOfDay, type LedgerSearch } from "./ledger-search.ts";

const TYPES = movementType.options.map((value) => ({ value, label: MOVEMENT_WORDS[value] }));

/** Every movement there ever was, newest first; nothing here can be edited. */
export function LedgerList({
  search,
  onSearch,
  onOpen,
}: {
  search: LedgerSearch;
  onSearch: (change: Partial<LedgerSearch>) => void;
  onOpen: (row: { productId: string; warehouseId: string }) => void;
}) {
  const warehouseId = useWarehouse();
  const { nameOf } = useWarehouses();
  const showCost = useCan("cost:read");
  const mayReadProducts = useCan("product:read");
  const filters = {
    q: search.q,
    type: search.type,
    productId: search.product,
    warehouseId,
    from: startOfDay(search.from),
    to: startOfDay(search.to, 1),
  };
  const utils = trpc.useUtils();
  const query = usePages(trpc.stock.movements, filters, utils.client.stock.movements.query);
  const product = trpc.product.get.useQuery(
    { id: search.product ?? "-" },
    { enabled: search.product !== undefined && mayReadProducts },
  );
  const columns = useMemo(() => ledgerColumns(nameOf, showCost), [nameOf, showCost]);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage
      title="Ledger"
      figures="Every movement, newest first. A correction is a new movement."
      actions={<ExportButton list="movements" filters={filters} permission="stock:export" />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search SKU or name"
          />
          {search.product ? (
            <button
              type="button"
              className={filterStyles.filter}
              data-on
              onClick={() => onSearch({ product: undefined })}
              aria-label={`Product ${product.data?.sku ?? ""}, remove this filter`}
            >
              <span className={filterStyles.label}>Product</span> {product.data?.sku ?? "…"}{" "}
              <IconX size={13} aria-hidden="true" />
            </button>
          ) : null}
          <FilterMenu
            label="What"
            all="Any"
            value={search.type}
            choices={TYPES}
            onChange={(type) => onSearch({ type })}
          />
          <DayField label="From" value={search.from} onChange={(from) => onSearch({ from })} />
          <DayField label="To" value={search.to} onChange={(to) => onSearch({ to })} />
        </>
      }
      tools={<ColumnMenu list="ledger" columns={columns} />}
    >
      <DataTable
        list="ledger"
        label="Movements"
        entity="movement"
        columns={columns}
        query={query}
        rowId={(row) => row.seq}
        rowLabel={(row: MovementRow) => `movement ${row.seq}`}
        onOpen={onOpen}
        empty={
          <Notice
            icon={<IconHistory size={28} stroke={1.5} />}
            title={isFiltered ? "No movement matches" : "Nothing has moved yet"}
            action={
              isFiltered ? (
                <Button
                  onClick={() =>
                    onSearch({ q: undefined, type: undefined, product: undefined, from: undefined, to: undefined })
                  }
                >
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "No movement has this kind, time and product together."
              : "Receipts, shipments, counts and adjustments appear here as they are posted."}
          </Notice>
        }
      />
    </ListPage>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={`${label} day`}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      leftSection={<span style={{ fontSize: 12 }}>{label}</span>}
      leftSectionWidth={44}
      styles={{ input: { height: 28, minHeight: 28, width: 168, fontSize: 13 } }}
    />
  );
}
