import { Button } from "@mantine/core";
import { serialStatus, type SerialRow } from "@invista/contracts/serial/serial";
import { IconNumbers } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Ago } from "../../shared/format/values.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { SERIAL_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import type { SerialSearch } from "./serial-search.ts";

const STATES = serialStatus.options.map((value) => ({ value, label: SERIAL_WORDS[value].word }));
const COLUMNS: readonly Column<SerialRow>[] = [
  {
    id: "serial",
    header: "Serial number",
    width: 170,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong num">{row.serial}</span>,
  },
  {
    id: "product",
    header: "Product",
    width: 200,
    grow: true,
    priority: 1,
    phone: "second",
    cell: (row) => (
      <>
        <span className="strong">{row.sku}</span> <span className="dim">{row.name}</span>
      </>
    ),
  },
  {
    id: "status",
    header: "State",
    width: 120,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={SERIAL_WORDS[row.status].tone}>{SERIAL_WORDS[row.status].word}</StatusChip>,
  },
  { id: "warehouse", header: "Warehouse", width: 110, priority: 2, cell: (row) => row.warehouseCode ?? "–" },
  {
    id: "bin",
    header: "Bin",
    width: 110,
    priority: 2,
    phone: "end",
    cell: (row) => (row.location === null ? "–" : row.location || "Floor"),
  },
  { id: "lot", header: "Lot", width: 100, priority: 5, cell: (row) => row.lotNumber ?? "–" },
  {
    id: "since",
    header: "Changed",
    width: 100,
    align: "end",
    priority: 4,
    cell: (row) => (
      <span className="dim">
        <Ago at={row.updatedAt} />
      </span>
    ),
  },
];

/** Every piece that has a number, and where it is. */
export function SerialList({
  search,
  onSearch,
  onOpen,
}: {
  search: SerialSearch;
  onSearch: (change: Partial<SerialSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const filters = { q: search.q, status: search.status, productId: search.product, warehouseId };
  const query = usePages(trpc.serial.list, filters, utils.client.serial.list.query);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage
      title="Serials"
      figures="Each piece of a product that is tracked by serial number"
      actions={<ExportButton list="serials" filters={filters} permission="stock:export" />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number or SKU"
          />
          <FilterMenu
            label="State"
            all="Any"
            value={search.status}
            choices={STATES}
            onChange={(status) => onSearch({ status })}
          />
        </>
      }
      tools={<ListTools list="serials" columns={COLUMNS} />}
    >
      <DataTable
        list="serials"
        label="Serials"
        entity="serial"
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.serial} of ${row.sku}`}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows) => <LabelButton size="xs" kind="SERIAL" ids={rows.map((row) => row.id)} />}
        empty={
          <Notice
            icon={<IconNumbers size={28} stroke={1.5} />}
            title={isFiltered ? "No piece matches" : "No serial numbers yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, status: undefined, product: undefined })}>
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "No number begins like this in this state and warehouse."
              : "Make a product that is tracked by serial number, then add its pieces on its stock page or by scan."}
          </Notice>
        }
      />
    </ListPage>
  );
}
