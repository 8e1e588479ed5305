import { useEffect, useMemo, useState } from "react";
import { useShortcuts } from "../keys/use-shortcuts.ts";

const remembered = new Map<string, string>();

/** Which row the keyboard is on, and the keys that move it; coming back to a list finds it where it was. */
export function useRowCursor<Row>(options: {
  list: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  peekId: string | null;
  onPeek?: ((row: Row | null) => void) | undefined;
  onOpen?: ((row: Row) => void) | undefined;
  onSelect?: ((row: Row) => void) | undefined;
  onMove: (index: number) => void;
}) {
  const { list, rows, rowId, onPeek, onOpen, onSelect } = options;
  const [activeId, setActiveId] = useState<string | null>(() => remembered.get(list) ?? null);
  const current = options.peekId ?? activeId;
  // Not at every frame of scrolling: there may be a hundred thousand rows.
  const index = useMemo(
    () => (current === null ? -1 : rows.findIndex((row) => rowId(row) === current)),
    [rows, rowId, current],
  );
  useEffect(() => {
    if (current) remembered.set(list, current);
  }, [list, current]);

  const move = (to: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[at];
    if (!row) return;
    setActiveId(rowId(row));
    options.onMove(at);
    if (options.peekId) onPeek?.(row);
  };
  const withRow = (run: ((row: Row) => void) | undefined) => () => {
    const row = rows[index];
    if (row && run) run(row);
  };
  const peek = (row: Row) => {
    setActiveId(rowId(row));
    onPeek?.(options.peekId === rowId(row) ? null : row);
  };
  const group = "This page" as const;
  useShortcuts(
    [
      { keys: "j", label: "move", group, shownAs: ["j", "k"], inFooter: true, run: () => move(index + 1) },
      { keys: "k", label: "move up", group, run: () => move(index < 0 ? 0 : index - 1) },
      { keys: "Home", label: "first row", group, run: () => move(0) },
      { keys: "End", label: "last row read", group, run: () => move(rows.length - 1) },
      ...(onPeek ? [{ keys: "Space", label: "peek", group, inFooter: true, run: withRow(peek) }] : []),
      ...(onOpen ? [{ keys: "Enter", label: "open", group, inFooter: true, run: withRow(onOpen) }] : []),
      ...(onSelect ? [{ keys: "x", label: "select", group, inFooter: true, run: withRow(onSelect) }] : []),
    ],
    rows.length > 0,
  );
  return { activeId: current, index, move, setActiveId };
}
