import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { useDownload } from "../../shared/api/use-download.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Outputs } from "../../shared/api/trpc.ts";
import type { ImportView } from "./import-view.ts";

type ErrorRow = Outputs["import"]["errors"]["rows"][number];
const SHOWN = 100;

const columns: readonly PlainColumn<ErrorRow>[] = [
  { header: "Line", align: "end", cell: (row) => <span className="num">{row.line}</span> },
  { header: "Column", cell: (row) => row.column ?? "" },
  { header: "Value", wideOnly: true, cell: (row) => <code>{row.value ?? ""}</code> },
  { header: "What is wrong", cell: (row) => row.message },
  { header: "Code", wideOnly: true, cell: (row) => <span className="dim">{row.code}</span> },
];

/** The rejected rows, and the file of them to mend and bring again. */
export function ImportErrors({ view }: { view: ImportView }) {
  const fetchFile = useDownload();
  const query = trpc.import.errors.useQuery({ id: view.id, limit: SHOWN });
  const download = async () => {
    try {
      const name = `rejected-${view.fileName.replace(/\.xlsx$/i, ".csv")}`;
      await fetchFile(`/api/v1/imports/${view.id}/rejected.csv`, name);
    } catch {
      showToast({
        code: "import.rejectedFailed",
        tone: "failed",
        text: "The file of rejected rows could not be made.",
      });
    }
  };
  const rejected = view.counts?.rejected ?? 0;
  return (
    <Panel
      title="Rejected rows"
      hint={rejected > SHOWN ? `the first ${SHOWN} of ${formatCount(rejected)}` : undefined}
      aside={
        <Button size="xs" leftSection={<IconDownload size={14} stroke={1.6} />} onClick={() => void download()}>
          Download them as CSV
        </Button>
      }
      flush
    >
      <QueryArea query={query} loading={<Skeleton height={80} />}>
        {(data) => (
          <PlainTable
            label="Rejected rows"
            entity="import-error"
            columns={columns}
            rows={data.rows}
            rowId={(row) => row.id}
            empty="No row was rejected."
          />
        )}
      </QueryArea>
    </Panel>
  );
}
