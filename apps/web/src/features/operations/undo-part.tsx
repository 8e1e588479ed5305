import { Button } from "@mantine/core";
import type { OperationView } from "@invista/contracts/operation/operation";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { Moment, Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan, useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { procedureWord } from "./operation-words.ts";

/** What stands in the way of an undo. */
export function UndoBlockers({ view }: { view: OperationView }) {
  if (view.undo.state !== "BLOCKED") return null;
  return (
    <PeekSection title="Used since">
      <Lines
        items={view.undo.blockers}
        itemId={(blocker) => `${blocker.id} ${blocker.sku}`}
        entity="blocker"
        lead={(blocker) => <Moment at={blocker.at} />}
        name={(blocker) =>
          blocker.kind === "RESERVATION" ? `Reserved for ${blocker.label}` : procedureWord(blocker.label)
        }
        detail={(blocker) => blocker.sku}
        end={(blocker) => <Quantity value={blocker.quantity} />}
        empty="Nothing."
      />
    </PeekSection>
  );
}

/** Undo, or undo of the whole chain; says first what will happen. */
export function UndoButton({ view }: { view: OperationView }) {
  const utils = trpc.useUtils();
  const [asking, setAsking] = useState(false);
  const userId = useMe().user.id;
  const isOwn = view.operation.createdBy === userId;
  const may = useCan(isOwn ? "operation:undo" : "operation:undo_any");
  const own = trpc.operation.undo.useMutation();
  const any = trpc.operation.undoAny.useMutation();
  const { chain, state } = view.undo;
  if (!may || chain.length === 0 || state === "UNDONE" || state === "NOT_UNDOABLE") return null;
  const isChain = chain.length > 1;
  const run = async () => {
    const input = { id: view.operation.id, chain: isChain, idempotencyKey: newKey() };
    const done = await (chain.every((one) => one.createdBy === userId) ? own : any).mutateAsync(input);
    showToast({
      code: "operation.undone",
      text: `${plural(done.undone.length, "operation")} undone by ${plural(done.movements, "reversal")}`,
    });
    await Promise.all([utils.operation.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]);
  };
  return (
    <>
      <Button variant={isChain ? "default" : "filled"} onClick={() => setAsking(true)}>
        {isChain ? `Undo all ${chain.length}` : "Undo"}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={isChain ? `Undo ${chain.length} operations` : `Undo: ${procedureWord(view.operation.procedure)}`}
          confirm="Undo"
          onConfirm={run}
          onClose={() => setAsking(false)}
          effect={
            <>
              <p style={{ marginTop: 0 }}>
                Each movement is reversed by a new one; the ledger keeps both. {isChain ? "Latest first:" : ""}
              </p>
              {isChain ? (
                <ol style={{ margin: 0, paddingLeft: 20 }}>
                  {chain.map((one) => (
                    <li key={one.id}>
                      {procedureWord(one.procedure)}, <Moment at={one.createdAt} />, {one.createdByName ?? "Invista"}
                    </li>
                  ))}
                </ol>
              ) : null}
            </>
          }
        />
      ) : null}
    </>
  );
}
