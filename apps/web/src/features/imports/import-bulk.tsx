import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useDownload } from "../../shared/api/use-download.ts";
import { plural } from "../../shared/format/words.ts";
import { useMe } from "../../shared/session/session.tsx";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { ImportRow } from "./import-columns.tsx";

const OPEN: readonly ImportRow["status"][] = ["CHECKED", "NEEDS_MAPPING", "FAILED", "CHECKING", "UPLOADED"];

/** What can be done with the chosen imports. */
export function ImportBulk({ rows, onDone }: { rows: readonly ImportRow[]; onDone: () => void }) {
  const utils = trpc.useUtils();
  const { user, permissions } = useMe();
  const own = trpc.import.undo.useMutation();
  const any = trpc.import.undoAny.useMutation();
  const cancel = trpc.import.cancel.useMutation();
  const isOwn = (row: ImportRow) => row.createdBy === user.id && permissions.includes("operation:undo");
  const shared = {
    rowId: (row: ImportRow) => row.id,
    rowLabel: (row: ImportRow) => row.fileName,
    noun: "import",
    readAgain: () => utils.import.invalidate(),
    onDone,
  };
  return (
    <>
      <BulkStep
        {...shared}
        // What was brought in last goes first: an earlier one is free only then.
        rows={rows.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))}
        verb="Undo"
        done="being undone"
        permission={["operation:undo", "operation:undo_any"]}
        isDanger
        may={(row) => row.status === "DONE" && (isOwn(row) || permissions.includes("operation:undo_any"))}
        effect="New rows are removed and changed ones are as before, the latest file first, in the background. A file that something was built on is refused as a whole."
        send={(row, idempotencyKey) => (isOwn(row) ? own : any).mutateAsync({ id: row.id, idempotencyKey })}
      />
      <BulkStep
        {...shared}
        rows={rows}
        verb="Give up"
        done="given up"
        permission="product:import"
        may={(row) => OPEN.includes(row.status)}
        effect="Nothing of them is written. The files stay in the list."
        send={({ id }, idempotencyKey) => cancel.mutateAsync({ id, idempotencyKey })}
      />
      <RejectedRows rows={rows.filter((row) => (row.counts?.rejected ?? 0) > 0)} />
      <ExportChosen list="imports" ids={rows.map((row) => row.id)} permission="product:export" />
    </>
  );
}

/** Downloads the rejected rows of each file, to be mended and brought again. */
function RejectedRows({ rows }: { rows: readonly ImportRow[] }) {
  const download = useDownload();
  const [busy, setBusy] = useState(false);
  if (rows.length === 0) return null;
  const run = async () => {
    setBusy(true);
    try {
      for (const { id, fileName } of rows)
        await download(`/api/v1/imports/${id}/rejected.csv`, `rejected-${fileName.replace(/\.xlsx$/i, ".csv")}`);
      showToast({ code: "import.rejectedDownloaded", text: `${plural(rows.length, "file")} downloaded` });
    } catch (error) {
      const text = refusalOf(error)?.message ?? "The file of rejected rows could not be made.";
      showToast({ code: "import.rejectedFailed", tone: "failed", text });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="xs" leftSection={<IconDownload size={14} stroke={1.6} />} loading={busy} onClick={() => void run()}>
      {`Rejected rows of ${rows.length}`}
    </Button>
  );
}
