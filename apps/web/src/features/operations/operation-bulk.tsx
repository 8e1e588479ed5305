import type { OperationRow } from "@invista/contracts/operation/operation";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { procedureWord } from "./operation-words.ts";
import { UNDO_PERMISSIONS, useUndoMany } from "../../shared/api/use-undo-many.ts";

/** What can be done with the chosen operations. */
export function OperationBulk({ rows, onDone }: { rows: readonly OperationRow[]; onDone: () => void }) {
  const { mayUndo, send, readAgain } = useUndoMany();
  // What came last goes first: an earlier one is free only then.
  const latestFirst = rows.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  return (
    <>
      <BulkStep
        rows={latestFirst}
        rowId={(row) => row.id}
        rowLabel={(row) => procedureWord(row.procedure)}
        noun="operation"
        verb="Undo"
        done="undone"
        permission={UNDO_PERMISSIONS}
        isMain
        may={(row) => row.status === "DONE" && row.undoneAt === null && row.undoOfId === null && mayUndo(row.createdBy)}
        effect="Each movement is reversed by a new one, the latest operation first; the ledger keeps both. What something else was built on is refused and stays."
        send={send}
        readAgain={readAgain}
        onDone={onDone}
      />
      <ExportChosen list="operations" ids={rows.map((row) => row.id)} permission="stock:export" />
    </>
  );
}
