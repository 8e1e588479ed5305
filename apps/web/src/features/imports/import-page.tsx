import { Button } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { IMPORT_WORDS } from "../../shared/ui/state-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { PROFILE_WORDS } from "./import-columns.tsx";
import { ImportCounts } from "./import-counts.tsx";
import { ImportErrors } from "./import-errors.tsx";
import { ImportMapping } from "./import-mapping.tsx";
import { ImportOptionsPanel } from "./import-options.tsx";
import { ImportProgress } from "./import-progress.tsx";
import type { ImportView } from "./import-view.ts";
import { UndoImport } from "./undo-import.tsx";

const RUNNING = new Set(["CHECKING", "COMMITTING", "UPLOADED", "UNDOING"]);

/** One import from mapping and dry run to what was written; progress survives a reload because the server keeps it. */
export function ImportPage({ id, onNew }: { id: string; onNew: () => void }) {
  const query = trpc.import.get.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data && RUNNING.has(state.data.status) ? 700 : false) },
  );
  return (
    <QueryArea
      query={query}
      loading={
        <PlainPage title="Import">
          <Skeleton height={120} />
        </PlainPage>
      }
    >
      {(view) => <Loaded key={view.id} view={view} onNew={onNew} />}
    </QueryArea>
  );
}

function Loaded({ view, onNew }: { view: ImportView; onNew: () => void }) {
  const utils = trpc.useUtils();
  const commit = trpc.import.commit.useMutation();
  const cancel = trpc.import.cancel.useMutation();
  const [busy, setBusy] = useState(false);
  const run = async (what: () => Promise<unknown>, code: string, text: string) => {
    setBusy(true);
    try {
      await what();
      showToast({ code, text });
    } catch (error) {
      showToast({ code: `${code}.refused`, tone: "failed", text: refusalOf(error)?.message ?? "That did not work." });
    } finally {
      setBusy(false);
      await utils.import.invalidate();
    }
  };
  const accepted = view.counts?.accepted ?? 0;
  const blocked = view.options.mode === "ALL_OR_NOTHING" && (view.counts?.rejected ?? 0) > 0;
  const canChange = view.status === "CHECKED" || view.status === "NEEDS_MAPPING" || view.status === "FAILED";
  const isOver = view.status === "DONE" || view.status === "CANCELLED" || view.status === "UNDONE";
  return (
    <PlainPage
      title={view.fileName}
      figures={
        <>
          <StatusChip tone={IMPORT_WORDS[view.status].tone}>{IMPORT_WORDS[view.status].word}</StatusChip>{" "}
          {view.profile ? PROFILE_WORDS[view.profile] : null}
        </>
      }
      actions={
        <>
          {canChange ? (
            <Button
              loading={busy}
              onClick={() =>
                void run(
                  () => cancel.mutateAsync({ id: view.id, idempotencyKey: newKey() }),
                  "import.cancelled",
                  `${view.fileName} will not be imported`,
                )
              }
            >
              Give up
            </Button>
          ) : null}
          {view.status === "CHECKED" ? (
            <Button
              variant="filled"
              loading={busy}
              disabled={blocked || accepted === 0}
              onClick={() =>
                void run(
                  () => commit.mutateAsync({ id: view.id, idempotencyKey: newKey() }),
                  "import.started",
                  `Importing ${accepted} rows in the background`,
                )
              }
            >
              Import {accepted} {accepted === 1 ? "row" : "rows"}
            </Button>
          ) : null}
          {view.status === "DONE" || (view.status === "FAILED" && view.rowsDone > 0) ? (
            <UndoImport view={view} />
          ) : null}
          {isOver ? <Button onClick={onNew}>Import another file</Button> : null}
        </>
      }
    >
      <ImportProgress view={view} />
      {view.counts ? <ImportCounts view={view} counts={view.counts} /> : null}
      {view.status === "NEEDS_MAPPING" || view.profile === "MAPPED" || view.profile === "TEMPLATE" ? (
        <ImportMapping key={`${view.status}${view.finishedAt}`} view={view} canChange={canChange} />
      ) : null}
      {canChange && view.status !== "NEEDS_MAPPING" ? <ImportOptionsPanel view={view} /> : null}
      {(view.counts?.rejected ?? 0) > 0 ? <ImportErrors view={view} /> : null}
    </PlainPage>
  );
}
