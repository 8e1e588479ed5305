import { Button } from "@mantine/core";
import { transferStatus, type TransferRow } from "@invista/contracts/transfer/transfer";
import { IconPlus, IconTruck } from "@tabler/icons-react";
import { useMemo } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { TRANSFER_WORDS } from "../../shared/ui/state-words.ts";
import { TransferBulk } from "./transfer-bulk.tsx";
import { transferColumns } from "./transfer-columns.tsx";
import type { TransferSearch } from "./transfer-search.ts";

const STATES = transferStatus.options.map((value) => ({ value, label: TRANSFER_WORDS[value].word }));

/** What goes, went or will go from one warehouse to another. */
export function TransferList({
  search,
  onSearch,
  onOpen,
  onNew,
}: {
  search: TransferSearch;
  onSearch: (change: Partial<TransferSearch>) => void;
  onOpen: (id: string) => void;
  onNew: () => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const { nameOf } = useWarehouses();
  const mayCreate = useCan("transfer:create");
  const filters = { ...search, warehouseId };
  const query = usePages(trpc.transfer.list, filters, utils.client.transfer.list.query);
  const columns = useMemo(() => transferColumns(nameOf), [nameOf]);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  useShortcuts([{ keys: "c", label: "new transfer", group: "This page", inFooter: true, run: onNew }], mayCreate);
  const create = mayCreate ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={onNew}>
      New transfer
    </Button>
  ) : null;
  return (
    <ListPage
      title="Transfers"
      figures="Between warehouses. What is under way belongs to the destination, but can't be promised yet."
      actions={
        <>
          <ExportButton list="transfers" filters={filters} permission="stock:export" />
          {create}
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number, SKU or name"
          />
          <FilterMenu
            label="State"
            all="Any"
            value={search.status}
            choices={STATES}
            onChange={(status) => onSearch({ status })}
          />
          <FilterMenu
            label="Show"
            all="All"
            value={search.view}
            choices={[{ value: "OPEN" as const, label: "Open ones" }]}
            onChange={(view) => onSearch({ view })}
          />
        </>
      }
      tools={<ListTools list="transfers" columns={columns} />}
    >
      <DataTable
        list="transfers"
        label="Transfers"
        entity="transfer"
        columns={columns}
        query={query}
        rowId={(row: TransferRow) => row.id}
        rowLabel={(row) => row.transferNumber}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly TransferRow[], clear: () => void) => <TransferBulk rows={rows} onDone={clear} />}
        empty={
          <Notice
            icon={<IconTruck size={28} stroke={1.5} />}
            title={isFiltered ? "No transfer matches" : "No transfers yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, status: undefined, view: undefined })}>
                  Clear the filters
                </Button>
              ) : (
                create
              )
            }
          >
            {isFiltered
              ? "No transfer has this state and number or product together."
              : "A transfer takes stock from one warehouse to another, and keeps count of it on the way."}
          </Notice>
        }
      />
    </ListPage>
  );
}
