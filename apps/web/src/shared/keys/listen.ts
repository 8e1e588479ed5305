import { listShortcuts } from "./shortcut-store.ts";

const SECOND_KEY_WITHIN = 1_200;
let first: { key: string; at: number } | null = null;

/** Runs shortcuts for key presses that no field, menu or dialog wants for itself. */
export function listenToKeys(): () => void {
  // Asked before anyone handles the key: a dialog that Escape has just closed must not let it close the next thing too.
  let layerWasOpen = false;
  const lookFirst = () => {
    layerWasOpen = isLayerOpen();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = nameOf(event);
    const anywhere = key === "Mod+k";
    if (event.defaultPrevented || (!anywhere && (isTyping(event.target) || layerWasOpen))) return;
    const started = first !== null && event.timeStamp - first.at < SECOND_KEY_WITHIN ? first.key : null;
    first = null;
    const wanted = started ? `${started} ${key}` : key;
    const shortcuts = listShortcuts();
    const found =
      shortcuts.findLast((shortcut) => shortcut.keys === wanted) ??
      shortcuts.findLast((shortcut) => shortcut.keys === key);
    if (found) {
      if (isOnControl(event.target, key)) return;
      event.preventDefault();
      found.run();
    } else if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${key} `))) {
      first = { key, at: event.timeStamp };
    }
  };
  window.addEventListener("keydown", lookFirst, { capture: true });
  window.addEventListener("keydown", onKeyDown);
  return () => {
    window.removeEventListener("keydown", lookFirst, { capture: true });
    window.removeEventListener("keydown", onKeyDown);
  };
}

/** Whether a dialog, menu or popover is open, which keeps the keys to itself. */
function isLayerOpen(): boolean {
  return document.querySelector('[aria-modal="true"], .mantine-Menu-dropdown, .mantine-Popover-dropdown') !== null;
}

function nameOf(event: KeyboardEvent): string {
  const modified = event.ctrlKey || event.metaKey;
  if (event.altKey) return "";
  return modified ? `Mod+${event.key.toLowerCase()}` : event.key === " " ? "Space" : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isBox(target)))
  );
}

function isBox(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && (target.type === "checkbox" || target.type === "radio");
}

/** Enter and Space on a focused button or link are its own. */
function isOnControl(target: EventTarget | null, key: string): boolean {
  return (
    (key === "Enter" || key === "Space") &&
    target instanceof HTMLElement &&
    target.closest("button, a, input, [role=menuitem]") !== null
  );
}
