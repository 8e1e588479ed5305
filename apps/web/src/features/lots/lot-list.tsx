import { Button } from "@mantine/core";
import { lotStatus, type LotRow } from "@invista/contracts/lot/lot";
import { IconBarcode, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton, ExportChosen } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { LOT_WORDS } from "../../shared/ui/state-words.ts";
import { LOT_COLUMNS } from "./lot-columns.tsx";
import { LotDialog } from "../../shared/ui/lot-dialog.tsx";
import type { LotSearch } from "./lot-search.ts";

const STATES = lotStatus.options.map((value) => ({ value, label: LOT_WORDS[value].word }));
const VIEWS = [
  { value: "EXPIRING" as const, label: "Expiring soon" },
  { value: "EXPIRED" as const, label: "Expired, still here" },
  { value: "IN_STOCK" as const, label: "In stock" },
];

const WITHIN = (["7", "90", "180"] as const).map((value) => ({ value, label: `${value} days` }));
const DAYS = { "7": 7, "90": 90, "180": 180 } as const;

/** Every lot, the next to expire first. */
export function LotList({
  search,
  onSearch,
  onOpen,
}: {
  search: LotSearch;
  onSearch: (change: Partial<LotSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const mayMake = useCan("lot:update");
  const [making, setMaking] = useState(false);
  const days = search.view === "EXPIRING" && search.days ? { days: String(search.days) } : {};
  const filters = {
    q: search.q,
    status: search.status,
    view: search.view,
    ...days,
    productId: search.product,
    warehouseId,
  };
  const query = usePages(trpc.lot.list, filters, utils.client.lot.list.query);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
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
        filters={
          <>
            <SearchField
              value={search.q ?? ""}
              onChange={(q) => onSearch({ q: q || undefined })}
              placeholder="Search lot, SKU or name"
            />
            <FilterMenu
              label="Show"
              all="All"
              value={search.view}
              choices={VIEWS}
              onChange={(view) => onSearch({ view })}
            />
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
        }
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
              action={
                isFiltered ? (
                  <Button
                    onClick={() =>
                      onSearch({
                        q: undefined,
                        status: undefined,
                        view: undefined,
                        days: undefined,
                        product: undefined,
                      })
                    }
                  >
                    Clear the filters
                  </Button>
                ) : (
                  create
                )
              }
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
