import { Button, SegmentedControl } from "@mantine/core";
import type { AbcClass } from "@invista/contracts/count/count";
import { countTab, type CountRow } from "@invista/contracts/count/read-count";
import { IconClipboardCheck, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { SearchField } from "../../shared/ui/filters.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { CountBulk } from "./count-bulk.tsx";
import { countColumns } from "./count-columns.tsx";
import { CountFigures } from "./count-figures.tsx";
import type { CountSearch } from "./count-search.ts";

const EMPTY = {
  ALL: [
    "No count yet",
    "Count part of a warehouse at a time: the system says what should be there, a person says what is.",
  ],
  COUNT: ["Nothing to count", "Planned counts and lines to be counted again appear here."],
  RESOLVE: ["No difference waits for its cause", "When two people agree that stock differs, the cause is named here."],
  APPROVE: ["Nothing to approve", "Counts that are complete and explained appear here; approving posts them."],
  DONE: ["Nothing is done yet", "Posted and cancelled counts appear here."],
} as const;

/** What is to be counted, resolved and approved, and how well stock and system agree. */
export function CountList({
  search,
  onSearch,
  onOpen,
  onNew,
}: {
  search: CountSearch;
  onSearch: (change: Partial<CountSearch>) => void;
  onOpen: (id: string) => void;
  onNew: (abcClass?: AbcClass) => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const { nameOf } = useWarehouses();
  const mayCreate = useCan("count:create");
  const summary = trpc.count.summary.useQuery({ warehouseId });
  const filters = { ...search, warehouseId };
  const query = usePages(trpc.count.list, filters, utils.client.count.list.query);
  const columns = useMemo(() => countColumns(nameOf), [nameOf]);
  useShortcuts(
    [{ keys: "c", label: "plan a count", group: "This page", inFooter: true, run: () => onNew() }],
    mayCreate,
  );
  const waits = (tab: "COUNT" | "RESOLVE" | "APPROVE") => {
    const n = summary.data?.tabs[tab] ?? 0;
    return n > 0 ? ` ${formatCount(n)}` : "";
  };
  const create = mayCreate ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => onNew()}>
      Plan a count
    </Button>
  ) : null;
  const [title, text] = EMPTY[search.tab ?? "ALL"];
  return (
    <ListPage
      title="Counts"
      actions={
        <>
          <ExportButton list="counts" filters={filters} permission="stock:export" />
          {create}
        </>
      }
      filters={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Which counts"
            value={search.tab ?? "ALL"}
            onChange={(tab) => onSearch({ tab: countTab.safeParse(tab).data })}
            data={[
              { value: "ALL", label: "All" },
              { value: "COUNT", label: `To count${waits("COUNT")}` },
              { value: "RESOLVE", label: `To resolve${waits("RESOLVE")}` },
              { value: "APPROVE", label: `To approve${waits("APPROVE")}` },
              { value: "DONE", label: "Done" },
            ]}
          />
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number, SKU or note"
          />
        </>
      }
      tools={<ListTools list="counts" columns={columns} />}
    >
      <CountFigures summary={summary} warehouseId={warehouseId} onPlan={mayCreate ? onNew : null} />
      <DataTable
        list="counts"
        label="Counts"
        entity="count"
        columns={columns}
        query={query}
        rowId={(row: CountRow) => row.id}
        rowLabel={(row) => row.countNumber}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly CountRow[], clear: () => void) => <CountBulk rows={rows} onDone={clear} />}
        empty={
          search.q ? (
            <Notice
              icon={<IconClipboardCheck size={28} stroke={1.5} />}
              title="No count matches"
              action={<Button onClick={() => onSearch({ q: undefined })}>Clear the search</Button>}
            />
          ) : (
            <Notice
              icon={<IconClipboardCheck size={28} stroke={1.5} />}
              title={title}
              action={search.tab ? null : create}
            >
              {text}
            </Notice>
          )
        }
      />
    </ListPage>
  );
}
