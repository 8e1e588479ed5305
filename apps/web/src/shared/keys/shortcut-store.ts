/** One key, or two in a row ("g s"); shown in the footer and on the sheet. */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly group: "Go to" | "This page" | "Everywhere";
  /** Keys that belong together in the footer ("j", "k" move). */
  readonly shownAs?: readonly string[];
  /** In the footer bar as well as on the sheet. */
  readonly inFooter?: boolean;
  readonly run: () => void;
}

type Entry = readonly Shortcut[];

const entries = new Map<symbol, Entry>();
const listeners = new Set<() => void>();
let flat: readonly Shortcut[] = [];

/** Adds shortcuts until the returned function is called; the newest owner of a key wins. */
export function addShortcuts(owner: symbol, shortcuts: Entry): () => void {
  entries.set(owner, shortcuts);
  publish();
  return () => {
    entries.delete(owner);
    publish();
  };
}

export function listShortcuts(): readonly Shortcut[] {
  return flat;
}

export function onShortcutsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(): void {
  flat = [...entries.values()].flat();
  for (const listener of listeners) listener();
}
