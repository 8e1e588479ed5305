import { Button } from "@mantine/core";
import { type LotRow } from "@invista/contracts/lot/lot";
import { IconBarcode, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { ExportButton, ExportChosen } from "../../shared/ui/export-button.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { LotAsOfList } from "./lot-as-of-list.tsx";
import { LOT_COLUMNS } from "./lot-columns.tsx";
import { isLotFiltered, lotFilters, NO_LOT_FILTER, LotFilters } from "./lot-filters.tsx";
import { LotDialog } from "../../shared/ui/lot-dialog.tsx";
import type { LotSearch } from "./lot-search.ts";

interface Props {
  readonly search: LotSearch;
  readonly onSearch: (change: Partial<LotSearch>) => void;
  readonly onOpen: (id: string, asOf?: AsOf) => void;
}

/** Every lot, now or at a moment of the past. */
export function LotList(props: Props) {
  const moment = momentOf(props.search);
  return moment ? <LotAsOfList {...props} moment={moment} /> : <PresentLots {...props} />;
}

/** The next to expire first. */
function PresentLots({ search, onSearch, onOpen }: Props) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const mayMake = useCan("lot:update");
  const [making, setMaking] = useState(false);
  const filters = lotFilters(search, warehouseId);
  const query = usePages(trpc.lot.list, filters, utils.client.lot.list.query);
  const isFiltered = isLotFiltered(search);
  useShortcuts(
    [{ keys: "c", label: "new lot", group: "This page", inFooter: true, run: () => setMaking(true) }],
    mayMake,
  );
  const create = mayMake ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setMaking(true)}>
      New lot
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        title="Lots"
        figures="The next to expire first. What expired, is held or recalled is in stock but can't be promised."
        actions={
          <>
            <ExportButton list="lots" filters={filters} permission="stock:export" />
            {create}
          </>
        }
        filters={<LotFilters search={search} onSearch={onSearch} />}
        tools={<ListTools list="lots" columns={LOT_COLUMNS} />}
      >
        <DataTable
          list="lots"
          label="Lots"
          entity="lot"
          columns={LOT_COLUMNS}
          query={query}
          rowId={(row: LotRow) => row.id}
          rowLabel={(row) => `lot ${row.lotNumber} of ${row.sku}`}
          onOpen={(row) => onOpen(row.id)}
          bulk={(rows) => (
            <>
              <LabelButton size="xs" kind="LOT" ids={rows.map((row) => row.id)} />
              <ExportChosen list="lots" ids={rows.map((row) => row.id)} permission="stock:export" />
            </>
          )}
          empty={
            <Notice
              icon={<IconBarcode size={28} stroke={1.5} />}
              title={isFiltered ? "No lot matches" : "No lots yet"}
              action={isFiltered ? <Button onClick={() => onSearch(NO_LOT_FILTER)}>Clear the filters</Button> : create}
            >
              {isFiltered
                ? "No lot has this state, day and number or product together."
                : "A product that is tracked by lot is received and counted in lots, each with its own day of expiry."}
            </Notice>
          }
        />
      </ListPage>
      {making ? (
        <LotDialog
          onClose={() => setMaking(false)}
          onDone={(lot) => {
            setMaking(false);
            onOpen(lot.id);
          }}
        />
      ) : null}
    </>
  );
}
