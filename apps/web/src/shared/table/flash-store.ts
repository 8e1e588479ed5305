import { useSyncExternalStore } from "react";

const FLASH_MS = 1_400;
let flashing: string | null = null;
const listeners = new Set<() => void>();

/** Lets the changed row light up once. */
export function flashRow(id: string): void {
  flashing = id;
  for (const listener of listeners) listener();
  setTimeout(() => {
    if (flashing !== id) return;
    flashing = null;
    for (const listener of listeners) listener();
  }, FLASH_MS);
}

export function useFlashing(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => flashing,
  );
}
