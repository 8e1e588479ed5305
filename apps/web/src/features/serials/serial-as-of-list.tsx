import { Button } from "@mantine/core";
import type { SerialThen } from "@invista/contracts/serial/as-of";
import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import { IconNumbers } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { formatExact } from "../../shared/format/times.ts";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { PastNotice, type AsOf } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { SERIAL_COLUMNS } from "./serial-columns.tsx";
import { isSerialFiltered, NO_SERIAL_FILTER, SerialFilters } from "./serial-filters.tsx";
import type { SerialSearch } from "./serial-search.ts";

const COLUMNS: readonly Column<SerialThen>[] = [
  ...SERIAL_COLUMNS,
  {
    id: "since",
    header: "Moved",
    width: 150,
    align: "end",
    priority: 4,
    cell: (row) => <span className="dim">{row.movedAt === null ? "–" : formatExact(row.movedAt)}</span>,
  },
];

/** The pieces that there were at a moment of the past, and where each was then. */
export function SerialAsOfList({
  moment,
  search,
  onSearch,
  onOpen,
}: {
  moment: { at: string; basis: AsOfBasis };
  search: SerialSearch;
  onSearch: (change: Partial<SerialSearch>) => void;
  onOpen: (id: string, asOf: AsOf) => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const filters = { q: search.q, status: search.status, productId: search.product, warehouseId, ...moment };
  const query = usePages(trpc.serial.listAsOf, filters, utils.client.serial.listAsOf.query);
  const isFiltered = isSerialFiltered(search);
  return (
    <ListPage
      title="Serials"
      figures={<PastNotice asOf={moment} onChange={onSearch} />}
      actions={<ExportButton list="serials-as-of" filters={filters} permission="stock:export" />}
      filters={<SerialFilters search={search} onSearch={onSearch} />}
      tools={<ListTools list="serials-as-of" columns={COLUMNS} />}
    >
      <DataTable
        list="serials-as-of"
        label="Serials then"
        entity="serial"
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.serial} of ${row.sku}`}
        onOpen={(row) => onOpen(row.id, moment)}
        empty={
          <Notice
            icon={<IconNumbers size={28} stroke={1.5} />}
            title={isFiltered ? "No piece matches" : "There were no serial numbers yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch(NO_SERIAL_FILTER)}>Clear the filters</Button>
              ) : (
                <Button onClick={() => onSearch({ at: undefined, basis: undefined })}>Back to now</Button>
              )
            }
          >
            {isFiltered
              ? "No number that begins like this was in this state and warehouse then."
              : "The first piece came later than this moment."}
          </Notice>
        }
      />
    </ListPage>
  );
}
