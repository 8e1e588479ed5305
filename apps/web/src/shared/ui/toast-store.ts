export interface Toast {
  readonly id: number;
  /** Stable name for tests and support, for example "stock.adjusted". */
  readonly code: string;
  readonly text: string;
  readonly tone: "done" | "failed";
  readonly requestId?: string | null;
  readonly undo?: () => Promise<unknown>;
}

const SHOWN_MS = 6_000;
/** Long enough to notice the mistake, as promised on the button. */
const UNDO_MS = 10_000;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says what changed, at the bottom of the screen; with `undo` it stays for ten seconds. */
export function showToast(toast: Omit<Toast, "id" | "tone"> & { tone?: Toast["tone"] }): void {
  const made: Toast = { tone: "done", ...toast, id: ++lastId };
  toasts = [...toasts.slice(-2), made];
  publish();
  setTimeout(() => dismissToast(made.id), made.undo ? UNDO_MS : made.tone === "failed" ? UNDO_MS : SHOWN_MS);
}

export function dismissToast(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  publish();
}

export function listToasts(): readonly Toast[] {
  return toasts;
}

export function onToastsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(): void {
  for (const listener of listeners) listener();
}
