import { useEffect, useRef, useSyncExternalStore } from "react";
import { addShortcuts, listShortcuts, onShortcutsChange, type Shortcut } from "./shortcut-store.ts";

/** Registers shortcuts while the component is on screen; what they run is always the newest render's. */
export function useShortcuts(shortcuts: readonly Shortcut[], enabled = true): void {
  const newest = useRef(shortcuts);
  useEffect(() => {
    newest.current = shortcuts;
  });
  const shape = enabled ? shortcuts.map((shortcut) => `${shortcut.keys}\u0001${shortcut.label}`).join("\u0002") : "";
  useEffect(() => {
    if (shape === "") return undefined;
    const lasting = newest.current.map((shortcut) => ({
      ...shortcut,
      run: () => newest.current.find((one) => one.keys === shortcut.keys)?.run(),
    }));
    return addShortcuts(Symbol("shortcuts"), lasting);
  }, [shape]);
}

export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(onShortcutsChange, listShortcuts);
}
