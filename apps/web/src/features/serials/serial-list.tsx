import { Button } from "@mantine/core";
import type { SerialRow } from "@invista/contracts/serial/serial";
import { IconNumbers } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Ago } from "../../shared/format/values.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { SerialAsOfList } from "./serial-as-of-list.tsx";
import { SERIAL_COLUMNS } from "./serial-columns.tsx";
import { isSerialFiltered, NO_SERIAL_FILTER, SerialFilters } from "./serial-filters.tsx";
import type { SerialSearch } from "./serial-search.ts";

const COLUMNS: readonly Column<SerialRow>[] = [
  ...SERIAL_COLUMNS,
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

interface Props {
  readonly search: SerialSearch;
  readonly onSearch: (change: Partial<SerialSearch>) => void;
  readonly onOpen: (id: string, asOf?: AsOf) => void;
}

/** Every piece that has a number, and where it is, or was at a moment of the past. */
export function SerialList(props: Props) {
  const moment = momentOf(props.search);
  return moment ? <SerialAsOfList {...props} moment={moment} /> : <PresentSerials {...props} />;
}

function PresentSerials({ search, onSearch, onOpen }: Props) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const filters = { q: search.q, status: search.status, productId: search.product, warehouseId };
  const query = usePages(trpc.serial.list, filters, utils.client.serial.list.query);
  const isFiltered = isSerialFiltered(search);
  return (
    <ListPage
      title="Serials"
      figures="Each piece of a product that is tracked by serial number"
      actions={<ExportButton list="serials" filters={filters} permission="stock:export" />}
      filters={<SerialFilters search={search} onSearch={onSearch} />}
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
            action={isFiltered ? <Button onClick={() => onSearch(NO_SERIAL_FILTER)}>Clear the filters</Button> : null}
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
