import { Button } from "@mantine/core";
import { returnStatus, type ReturnRow } from "@invista/contracts/returns/returns";
import { IconTruckReturn } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { RETURN_WORDS } from "../../shared/ui/state-words.ts";
import { RETURN_COLUMNS } from "./return-columns.tsx";
import type { ReturnSearch } from "./return-search.ts";

const STATES = returnStatus.options.map((value) => ({ value, label: RETURN_WORDS[value].word }));

/** What customers send back, and how far each return is. */
export function ReturnList({
  search,
  onSearch,
  onOpen,
}: {
  search: ReturnSearch;
  onSearch: (change: Partial<ReturnSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const query = usePages(trpc.returns.list, search, utils.client.returns.list.query);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage
      title="Returns"
      figures="Asked for on the page of an order. What comes back lies in quarantine until it is decided on."
      actions={<ExportButton list="returns" filters={search} permission="order:export" />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number, order or customer"
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
      tools={<ListTools list="returns" columns={RETURN_COLUMNS} />}
    >
      <DataTable
        list="returns"
        label="Returns"
        entity="return"
        columns={RETURN_COLUMNS}
        query={query}
        rowId={(row: ReturnRow) => row.id}
        rowLabel={(row) => row.rmaNumber}
        onOpen={(row) => onOpen(row.id)}
        empty={
          <Notice
            icon={<IconTruckReturn size={28} stroke={1.5} />}
            title={isFiltered ? "No return matches" : "No returns yet"}
            action={
              isFiltered ? (
                <Button
                  onClick={() => onSearch({ q: undefined, status: undefined, view: undefined, customerId: undefined })}
                >
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "None has this state and number, order or customer together."
              : "When a customer wants to send something back, ask for it on the page of the order."}
          </Notice>
        }
      />
    </ListPage>
  );
}
