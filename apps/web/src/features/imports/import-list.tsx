import { Button } from "@mantine/core";
import { importStatus } from "@invista/contracts/import/import";
import { IconFileImport } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { IMPORT_WORDS } from "../../shared/ui/state-words.ts";
import { ImportBulk } from "./import-bulk.tsx";
import { importColumns, type ImportRow } from "./import-columns.tsx";
import type { ImportSearch } from "./import-search.ts";

const STATES = importStatus.options.map((value) => ({ value, label: IMPORT_WORDS[value].word }));

/** Every file that was brought in, newest first. */
export function ImportList({
  search,
  onSearch,
  onOpen,
  onNew,
}: {
  search: ImportSearch;
  onSearch: (change: Partial<ImportSearch>) => void;
  onOpen: (row: ImportRow) => void;
  onNew: () => void;
}) {
  const utils = trpc.useUtils();
  const { q, status, direction = "desc" } = search;
  const filters = { q, status, direction };
  const isFiltered = q !== undefined || status !== undefined;
  const query = usePages(trpc.import.list, filters, utils.client.import.list.query);
  return (
    <ListPage
      title="Imports"
      actions={
        <>
          <ExportButton list="imports" filters={filters} permission="product:export" />
          <Button variant="filled" leftSection={<IconFileImport size={16} stroke={1.6} />} onClick={onNew}>
            Import a file
          </Button>
        </>
      }
      filters={
        <>
          <SearchField
            value={q ?? ""}
            onChange={(term) => onSearch({ q: term || undefined })}
            placeholder="Search file or person"
          />
          <FilterMenu
            label="State"
            all="Any"
            value={status}
            choices={STATES}
            onChange={(chosen) => onSearch({ status: chosen })}
          />
        </>
      }
      tools={<ListTools list="imports" columns={importColumns} />}
    >
      <DataTable
        list="imports"
        label="Imports"
        entity="import"
        columns={importColumns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.fileName}
        sort={{ key: "createdAt", direction }}
        onSort={(next) => onSearch({ direction: next.direction })}
        onOpen={onOpen}
        bulk={(rows: readonly ImportRow[], clear: () => void) => <ImportBulk rows={rows} onDone={clear} />}
        empty={
          <Notice
            icon={<IconFileImport size={28} stroke={1.5} />}
            title={isFiltered ? "No import matches" : "No imports yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, status: undefined })}>Clear the filters</Button>
              ) : (
                <Button variant="filled" onClick={onNew}>
                  Import a file
                </Button>
              )
            }
          >
            {isFiltered
              ? "No file of this name or person is in this state."
              : "Bring in products and stock from a CSV or Excel file. Nothing is written before you have seen what it would change."}
          </Notice>
        }
      />
    </ListPage>
  );
}
