import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { refusalOf, type RefusalView } from "../api/refusal.ts";
import { FormAlert } from "../form/form-alert.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks before something that is hard to take back, and states its effect; a refusal is shown here, not lost. */
export function ConfirmDialog({
  title,
  effect,
  confirm,
  danger = false,
  onConfirm,
  onClose,
  onCancel = onClose,
}: {
  title: string;
  /** What will happen, in facts: "releases 12 reservations of 3 orders". */
  effect: ReactNode;
  /** The verb on the button. */
  confirm: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
  /** Called when it is done, and when it is left unless onCancel is given. */
  onClose: () => void;
  onCancel?: () => void;
}) {
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onCancel}>
      <div style={{ color: "var(--text-2)" }}>{effect}</div>
      <FormAlert refusal={refusal} />
      <div style={{ display: "flex", justifyContent: "flex-end", gap: 8, marginTop: 20 }}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          variant="filled"
          {...(danger ? { color: "red.8" } : {})}
          loading={busy}
          onClick={() => void run()}
          data-autofocus
        >
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
