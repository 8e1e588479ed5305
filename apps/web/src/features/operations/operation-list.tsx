import { Button } from "@mantine/core";
import type { OperationRow } from "@invista/contracts/operation/operation";
import { IconArrowBackUp } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { OperationBulk } from "./operation-bulk.tsx";
import { OPERATION_COLUMNS } from "./operation-columns.tsx";
import { OperationPeek } from "./operation-peek.tsx";
import type { OperationSearch } from "./operation-search.ts";
import { procedureWord } from "./operation-words.ts";

const KINDS = [
  "stock.adjust",
  "stock.move",
  "stock.quarantine",
  "stock.release",
  "stock.scrap",
  "location.moveContents",
  "transfer.dispatch",
  "transfer.receive",
  "transfer.resolve",
  "kit.build",
  "kit.unbuild",
  "scan.receive",
  "import.batch",
].map((value) => ({ value, label: procedureWord(value) }));

/** What people did to stock, newest first; from here it is undone. */
export function OperationList({
  search,
  onSearch,
}: {
  search: OperationSearch;
  onSearch: (change: Partial<OperationSearch>) => void;
}) {
  const utils = trpc.useUtils();
  const filters = { q: search.q, procedure: search.procedure, productId: search.product };
  const query = usePages(trpc.operation.list, filters, utils.client.operation.list.query);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const clear = () => onSearch({ q: undefined, procedure: undefined, product: undefined });
  return (
    <ListPage
      title="Operations"
      figures="What was done to stock, newest first. An undo reverses it; the ledger keeps both."
      actions={<ExportButton list="operations" filters={filters} permission="stock:export" />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search SKU or name"
          />
          <FilterMenu
            label="What"
            all="Any"
            value={search.procedure}
            choices={KINDS}
            onChange={(procedure) => onSearch({ procedure })}
          />
        </>
      }
      tools={<ListTools list="operations" columns={OPERATION_COLUMNS} />}
      peek={search.peek ? <OperationPeek id={search.peek} onClose={() => onSearch({ peek: undefined })} /> : null}
    >
      <DataTable
        list="operations"
        label="Operations"
        entity="operation"
        columns={OPERATION_COLUMNS}
        query={query}
        rowId={(row: OperationRow) => row.id}
        rowLabel={(row) => procedureWord(row.procedure)}
        peekId={search.peek ?? null}
        onPeek={(row) => onSearch({ peek: row?.id })}
        onOpen={(row) => onSearch({ peek: row.id })}
        bulk={(rows: readonly OperationRow[], clear: () => void) => <OperationBulk rows={rows} onDone={clear} />}
        empty={
          <Notice
            icon={<IconArrowBackUp size={28} stroke={1.5} />}
            title={isFiltered ? "No operation matches" : "Nothing was done yet"}
            action={isFiltered ? <Button onClick={clear}>Clear the filters</Button> : null}
          >
            {isFiltered
              ? "No operation is of this kind and about such a product."
              : "Adjustments, moves, quarantine and imports appear here, and can be undone while nothing was built on them."}
          </Notice>
        }
      />
    </ListPage>
  );
}
