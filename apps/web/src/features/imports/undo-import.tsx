import { Button } from "@mantine/core";
import type { ImportUndoBlocker, ImportUndoPlan } from "@invista/contracts/import/import";
import { sheetOf, SHEETS } from "@invista/contracts/import/kinds";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural, sentence } from "../../shared/format/words.ts";
import { useCan, useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { ImportView } from "./import-view.ts";

/** Undoes a whole import; says first what will happen, or what was built on it. */
export function UndoImport({ view }: { view: ImportView }) {
  const utils = trpc.useUtils();
  const [plan, setPlan] = useState<ImportUndoPlan | null>(null);
  const [loading, setLoading] = useState(false);
  const isOwn = useMe().user.id === view.createdBy;
  const may = useCan(isOwn ? "operation:undo" : "operation:undo_any");
  const own = trpc.import.undo.useMutation();
  const any = trpc.import.undoAny.useMutation();
  if (!may) return null;
  const ask = async () => {
    setLoading(true);
    try {
      setPlan(await utils.import.undoPlan.fetch({ id: view.id }, { staleTime: 0 }));
    } catch {
      showToast({
        code: "import.undoPlanFailed",
        tone: "failed",
        text: "It could not be found out what an undo would do.",
      });
    } finally {
      setLoading(false);
    }
  };
  const run = async () => {
    await (isOwn ? own : any).mutateAsync({ id: view.id, idempotencyKey: newKey() });
    showToast({ code: "import.undoing", text: `Undoing ${view.fileName} in the background` });
    await utils.import.invalidate();
  };
  const close = () => setPlan(null);
  return (
    <>
      <Button leftSection={<IconArrowBackUp size={16} stroke={1.6} />} loading={loading} onClick={() => void ask()}>
        Undo this import
      </Button>
      {plan?.state === "POSSIBLE" ? (
        <ConfirmDialog
          title={`Undo ${view.fileName}`}
          confirm="Undo"
          danger
          effect={<Effect plan={plan} view={view} />}
          onConfirm={run}
          onClose={close}
        />
      ) : plan ? (
        <Dialog title="This import can't be undone" onClose={close}>
          {plan.state === "BLOCKED" ? (
            <Blockers blockers={plan.blockers} />
          ) : (
            <p>It changed nothing that could go back.</p>
          )}
        </Dialog>
      ) : null}
    </>
  );
}

function Effect({ plan, view }: { plan: ImportUndoPlan; view: ImportView }) {
  const kind = sheetOf(view.profile);
  const row = kind === null ? "product" : SHEETS[kind].row;
  const facts = [
    {
      count: plan.removed,
      text:
        kind === "COUNTS"
          ? `${plural(plan.removed, "number")} will be taken off the sheets`
          : `${plural(plan.removed, `new ${row}`)} will be removed`,
    },
    { count: plan.archived, text: `${plural(plan.archived, "new product")} with movements will be archived` },
    {
      count: plan.restored,
      text: `${plural(plan.restored, row)} will be as before`,
    },
    { count: plan.movements, text: `${plural(plan.movements, "movement")} will be reversed; the ledger keeps both` },
  ];
  return (
    <>
      <ul style={{ margin: 0, paddingLeft: 20, listStyle: "disc" }}>
        {facts
          .filter(({ count }) => count > 0)
          .map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
      </ul>
      <p style={{ margin: "12px 0 0" }}>
        All of it, or nothing if somebody builds on it meanwhile.
        {kind === null ? " New categories stay." : kind === "LOT_STOCK" ? " New lots stay." : ""}
      </p>
    </>
  );
}

function Blockers({ blockers }: { blockers: readonly ImportUndoBlocker[] }) {
  return (
    <>
      <p style={{ marginTop: 0 }}>Something was built on it since. Undo or change that first:</p>
      <div style={{ maxHeight: 360, overflow: "auto" }}>
        <Lines
          items={blockers}
          itemId={({ kind, sku, label }) => `${kind} ${sku} ${label}`}
          entity="blocker"
          name={wordOf}
          end={({ sku }) => sku}
          empty="Nothing."
        />
      </div>
    </>
  );
}

function wordOf({ kind, label }: ImportUndoBlocker): string {
  if (kind === "RESERVATION") return `Reserved for ${label}`;
  const words = sentence(label.replace(".", " ").replace(/([a-z])([A-Z])/g, "$1 $2"));
  return kind === "FIELD" ? `${words} was changed since` : words;
}
