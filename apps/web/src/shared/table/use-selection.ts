import { useMemo, useState } from "react";

const NONE: ReadonlySet<string> = new Set();

/**
 * Which rows of a list are selected. Nothing here is done per row that is read unless something is selected: a list may
 * hold a hundred thousand rows and grow by a page at every frame. Rows that a filter took away are selected no more.
 */
export function useSelection<Row extends object>(rows: readonly Row[], rowId: (row: Row) => string) {
  const [ids, setIds] = useState(NONE);
  const chosen = useMemo(
    () => (ids.size === 0 ? [] : rows.filter((row) => ids.has(rowId(row)))),
    // What a row is called never changes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [ids, rows],
  );
  const isAll = rows.length > 0 && chosen.length === rows.length;
  return {
    chosen,
    isAll,
    has: (id: string) => ids.has(id),
    toggle: (row: Row) => {
      const id = rowId(row);
      setIds((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
    },
    toggleAll: () => setIds(isAll ? NONE : new Set(rows.map(rowId))),
    clear: () => setIds(NONE),
  };
}
