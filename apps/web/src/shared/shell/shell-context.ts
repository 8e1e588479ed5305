import { createContext, use } from "react";

interface ShellActions {
  readonly openPalette: () => void;
  readonly openSheet: () => void;
}

export const ShellContext = createContext<ShellActions>({ openPalette: () => {}, openSheet: () => {} });

export function useShell(): ShellActions {
  return use(ShellContext);
}
