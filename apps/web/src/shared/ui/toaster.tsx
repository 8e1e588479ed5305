import { IconX } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { refusalOf } from "../api/refusal.ts";
import { dismissToast, listToasts, onToastsChange, showToast, type Toast } from "./toast-store.ts";
import styles from "./toaster.module.css";

/** The toasts, read out by screen readers when they appear. */
export function Toaster() {
  const toasts = useSyncExternalStore(onToastsChange, listToasts);
  return (
    <div className={styles.area} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={styles.toast} data-code={toast.code} data-tone={toast.tone}>
          <span className={styles.text}>{toast.text}</span>
          {toast.undo ? (
            <button type="button" className={styles.undo} onClick={() => undo(toast)}>
              Undo
            </button>
          ) : null}
          <button type="button" className={styles.close} aria-label="Dismiss" onClick={() => dismissToast(toast.id)}>
            <IconX size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}

function undo(toast: Toast): void {
  dismissToast(toast.id);
  toast
    .undo?.()
    .then(() => showToast({ code: `${toast.code}.undone`, text: "Undone" }))
    .catch((error: unknown) =>
      showToast({
        code: `${toast.code}.undoFailed`,
        tone: "failed",
        text: `Not undone: ${refusalOf(error)?.message ?? "something went wrong"}`,
      }),
    );
}
