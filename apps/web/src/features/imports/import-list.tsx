import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { ColumnMenu } from "../../shared/table/column-menu.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { importColumns, type ImportRow } from "./import-columns.tsx";

const NONE = {};

/** Every file that was brought in, newest first. */
export function ImportList({ onOpen, onNew }: { onOpen: (row: ImportRow) => void; onNew: () => void }) {
  const utils = trpc.useUtils();
  const query = usePages(trpc.import.list, NONE, utils.client.import.list.query);
  return (
    <ListPage
      title="Imports"
      actions={
        <Button variant="filled" leftSection={<IconFileImport size={16} stroke={1.6} />} onClick={onNew}>
          Import a file
        </Button>
      }
      tools={<ColumnMenu list="imports" columns={importColumns} />}
    >
      <DataTable
        list="imports"
        label="Imports"
        entity="import"
        columns={importColumns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.fileName}
        onOpen={onOpen}
        empty={
          <Notice
            icon={<IconFileImport size={28} stroke={1.5} />}
            title="No imports yet"
            action={
              <Button variant="filled" onClick={onNew}>
                Import a file
              </Button>
            }
          >
            Bring in products and stock from a CSV or Excel file. Nothing is written before you have seen what it would
            change.
          </Notice>
        }
      />
    </ListPage>
  );
}
