import { useRouter } from "@tanstack/react-router";
import type { Shortcut } from "../keys/shortcut-store.ts";
import { useShortcuts } from "../keys/use-shortcuts.ts";
import { useNav } from "./use-nav.ts";

/** The keys that work on every page. */
export function useGlobalShortcuts(actions: {
  openPalette: () => void;
  openSheet: () => void;
  toggleNav: () => void;
}): void {
  const router = useRouter();
  const goTo: Shortcut[] = useNav()
    .flatMap((group) => group.items)
    .map((item) => ({
      keys: `g ${item.letter}`,
      label: item.label,
      group: "Go to",
      run: () => void router.navigate({ to: item.to }),
    }));
  useShortcuts([
    {
      keys: "Mod+k",
      label: "Search and commands",
      group: "Everywhere",
      shownAs: ["Ctrl", "K"],
      run: actions.openPalette,
    },
    { keys: "?", label: "This list", group: "Everywhere", run: actions.openSheet },
    { keys: "[", label: "Fold the navigation", group: "Everywhere", run: actions.toggleNav },
    { keys: "/", label: "Search this list", group: "Everywhere", run: focusListSearch },
    ...goTo,
  ]);
}

function focusListSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-list-search]");
  field?.focus();
  field?.select();
}
