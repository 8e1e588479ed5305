import { useMemo } from "react";
import type { Column, PagedQuery } from "./column.ts";
import { fittingColumns } from "./fold-columns.ts";
import { useHiddenColumns } from "./use-hidden-columns.ts";
import { useSelection } from "./use-selection.ts";

const NO_ROWS: readonly never[] = [];

/** The rows read so far, the columns that are wanted and fit, and which rows are selected. */
export function useListModel<Row extends object>(options: {
  list: string;
  columns: readonly Column<Row>[];
  query: PagedQuery<Row>;
  rowId: (row: Row) => string;
  /** Width for the columns; null shows every wanted one. */
  width: number | null;
}) {
  const { columns, query, width } = options;
  const [hidden] = useHiddenColumns(options.list);
  const data = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? NO_ROWS, [query.data]);
  const visible = useMemo(() => {
    const wanted = columns.filter((column) => !hidden.includes(column.id));
    const fitting = width === null ? new Set(wanted.map((column) => column.id)) : fittingColumns(wanted, width);
    return columns.filter((column) => fitting.has(column.id));
  }, [columns, hidden, width]);
  return { data, visible, selection: useSelection(data, options.rowId) };
}
