import { Button } from "@mantine/core";
import { inspectionStatus, type InspectionRow } from "@invista/contracts/quality/inspection";
import { IconRosetteDiscountCheck } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { INSPECTION_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { InspectionBulk } from "./inspection-bulk.tsx";
import type { QualityLists } from "./quality-lists.ts";

const STATES = inspectionStatus.options.map((value) => ({ value, label: INSPECTION_WORDS[value].word }));
const COLUMNS: readonly Column<InspectionRow>[] = [
  {
    id: "number",
    header: "Inspection",
    width: 110,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.inspectionNumber}</span>,
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
  { id: "lot", header: "Lot", width: 100, priority: 5, cell: (row) => row.lotNumber ?? "–" },
  { id: "warehouse", header: "Warehouse", width: 100, priority: 3, cell: (row) => row.warehouseCode },
  {
    id: "status",
    header: "State",
    width: 120,
    priority: 1,
    phone: "second-end",
    cell: (row) => (
      <StatusChip tone={INSPECTION_WORDS[row.status].tone}>{INSPECTION_WORDS[row.status].word}</StatusChip>
    ),
  },
  {
    id: "inspected",
    header: "Quantity",
    width: 90,
    align: "end",
    priority: 2,
    phone: "end",
    cell: (row) => <Quantity value={row.inspected} unit={row.unitCode} strong />,
  },
  {
    id: "accepted",
    header: "Accepted",
    width: 90,
    align: "end",
    priority: 4,
    cell: (row) => <Quantity value={row.accepted} />,
  },
  {
    id: "rejected",
    header: "Rejected",
    width: 90,
    align: "end",
    priority: 4,
    cell: (row) => <Quantity value={row.rejected} />,
  },
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

/** Every inspection, newest first. */
export function InspectionList({
  search,
  onSearch,
  switcher,
  actions,
  onOpen,
}: QualityLists & { onOpen: (id: string) => void }) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const filters = { q: search.q, status: search.status, view: search.view, warehouseId };
  const query = usePages(trpc.inspection.list, filters, utils.client.inspection.list.query);
  const isFiltered = Boolean(search.q ?? search.status ?? search.view);
  return (
    <ListPage
      title="Quality"
      figures="What is inspected lies in quarantine until it is decided"
      actions={
        <>
          <ExportButton list="inspections" filters={filters} permission="stock:export" />
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
            choices={[{ value: "OPEN" as const, label: "To decide" }]}
            onChange={(view) => onSearch({ view })}
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
      tools={<ListTools list="inspections" columns={COLUMNS} />}
    >
      <DataTable
        list="inspections"
        label="Inspections"
        entity="inspection"
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.inspectionNumber}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly InspectionRow[], clear: () => void) => <InspectionBulk rows={rows} onDone={clear} />}
        empty={
          <Notice
            icon={<IconRosetteDiscountCheck size={28} stroke={1.5} />}
            title={isFiltered ? "No inspection matches" : "No inspections yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, status: undefined, view: undefined })}>
                  Clear the filters
                </Button>
              ) : (
                actions
              )
            }
          >
            {isFiltered
              ? "None has this state and product together."
              : "Stock that looks wrong goes to quarantine and is inspected by a plan: part of it accepted, part rejected."}
          </Notice>
        }
      />
    </ListPage>
  );
}
