import { Button } from "@mantine/core";
import { ncrStatus, type NcrRow } from "@invista/contracts/quality/ncr";
import { IconAlertTriangle } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { NCR_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { NcrBulk } from "./ncr-bulk.tsx";
import { DISPOSITION_WORDS, SEVERITY_WORDS } from "./ncr-words.ts";
import type { QualityLists } from "./quality-lists.ts";

const STATES = ncrStatus.options.map((value) => ({ value, label: NCR_WORDS[value].word }));
const COLUMNS: readonly Column<NcrRow>[] = [
  {
    id: "number",
    header: "Number",
    width: 120,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.ncrNumber}</span>,
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
        <span className="strong">{row.sku ?? "–"}</span> <span className="dim">{row.name}</span>
      </>
    ),
  },
  {
    id: "severity",
    header: "Severity",
    width: 90,
    priority: 3,
    cell: (row) => SEVERITY_WORDS[row.severity],
  },
  {
    id: "status",
    header: "State",
    width: 120,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={NCR_WORDS[row.status].tone}>{NCR_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "disposition",
    header: "Goods",
    width: 150,
    priority: 3,
    cell: (row) => (row.disposition ? DISPOSITION_WORDS[row.disposition] : <span className="dim">not decided</span>),
  },
  {
    id: "quantity",
    header: "Quantity",
    width: 90,
    align: "end",
    priority: 2,
    phone: "end",
    cell: (row) => <Quantity value={row.quantity} {...(row.unitCode ? { unit: row.unitCode } : {})} strong />,
  },
  { id: "warehouse", header: "Warehouse", width: 100, priority: 4, cell: (row) => row.warehouseCode ?? "–" },
  {
    id: "since",
    header: "Since",
    width: 100,
    align: "end",
    priority: 3,
    cell: (row) => (
      <span className="dim">
        <Ago at={row.createdAt} />
      </span>
    ),
  },
];

/** What was rejected, why, and what is done about it. */
export function NcrList({
  search,
  onSearch,
  switcher,
  actions,
  onOpen,
}: QualityLists & { onOpen: (id: string) => void }) {
  const utils = trpc.useUtils();
  const filters = { q: search.q, status: search.ncr, view: search.view };
  const query = usePages(trpc.ncr.list, filters, utils.client.ncr.list.query);
  const isFiltered = Boolean(search.q ?? search.ncr ?? search.view);
  return (
    <ListPage
      title="Quality"
      figures="Rejected goods stay in quarantine until it is decided what becomes of them"
      actions={
        <>
          <ExportButton list="nonconformances" filters={filters} permission="stock:export" />
          {actions}
        </>
      }
      filters={
        <>
          {switcher}
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number, SKU or name"
          />
          <FilterMenu
            label="Show"
            all="All"
            value={search.view}
            choices={[{ value: "OPEN" as const, label: "Not closed" }]}
            onChange={(view) => onSearch({ view })}
          />
          <FilterMenu
            label="State"
            all="Any"
            value={search.ncr}
            choices={STATES}
            onChange={(ncr) => onSearch({ ncr })}
          />
        </>
      }
      tools={<ListTools list="nonconformances" columns={COLUMNS} />}
    >
      <DataTable
        list="nonconformances"
        label="Nonconformances"
        entity="ncr"
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.ncrNumber}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly NcrRow[], clear: () => void) => <NcrBulk rows={rows} onDone={clear} />}
        empty={
          <Notice
            icon={<IconAlertTriangle size={28} stroke={1.5} />}
            title={isFiltered ? "Nothing matches" : "Nothing was rejected yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, ncr: undefined, view: undefined })}>
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "No nonconformance has this state and product together."
              : "Whatever an inspection rejects is listed here until its cause is found, corrected and verified."}
          </Notice>
        }
      />
    </ListPage>
  );
}
