import type { MovementRow } from "@invista/contracts/stock/list-stock";
import { UNDO_PERMISSIONS, useUndoMany } from "../../shared/api/use-undo-many.ts";
import { plural } from "../../shared/format/words.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";

interface Behind {
  readonly id: string;
  readonly createdBy: string;
  readonly label: string;
  readonly isOpen: boolean;
}

/** What can be done with the chosen movements: a movement never changes, but what made it can be undone. */
export function LedgerBulk({ rows, onDone }: { rows: readonly MovementRow[]; onDone: () => void }) {
  const { mayUndo, send, readAgain } = useUndoMany();
  const operations = operationsOf(rows);
  return (
    <>
      <BulkStep
        rows={operations}
        rowId={(one) => one.id}
        rowLabel={(one) => one.label}
        noun="operation"
        verb="Undo"
        done="undone"
        permission={UNDO_PERMISSIONS}
        may={(one) => one.isOpen && mayUndo(one.createdBy)}
        effect={`What made ${plural(rows.length, "chosen movement")} is undone as a whole, with its other movements, the latest first. Each movement is reversed by a new one; the ledger keeps both.`}
        send={send}
        readAgain={readAgain}
        onDone={onDone}
      />
      <ExportChosen list="movements" ids={rows.map((row) => row.seq)} permission="stock:export" />
    </>
  );
}

/** The operations behind movements, the latest first. */
function operationsOf(rows: readonly MovementRow[]): Behind[] {
  const latestFirst = rows.toSorted((a, b) => (BigInt(a.seq) < BigInt(b.seq) ? 1 : -1));
  const found = new Map<string, Behind>();
  for (const row of latestFirst)
    if (row.operationId !== null && !found.has(row.operationId))
      found.set(row.operationId, {
        id: row.operationId,
        createdBy: row.createdBy,
        label: `${MOVEMENT_WORDS[row.type]} of ${row.sku}`,
        isOpen: row.reversedBy === null && row.reversalOf === null,
      });
  return [...found.values()];
}
