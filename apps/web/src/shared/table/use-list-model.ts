import {
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
  type RowSelectionState,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import type { Column, PagedQuery } from "./column.ts";
import { fittingColumns } from "./fold-columns.ts";
import { useHiddenColumns } from "./use-hidden-columns.ts";

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
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
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const data = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? NO_ROWS, [query.data]);
  const columnVisibility = useMemo(() => {
    const wanted = columns.filter((column) => !hidden.includes(column.id));
    const fitting = width === null ? new Set(wanted.map((column) => column.id)) : fittingColumns(wanted, width);
    return Object.fromEntries(columns.map((column) => [column.id, fitting.has(column.id)]));
  }, [columns, hidden, width]);
  const defs = useMemo(() => columns.map((column) => ({ id: column.id, header: column.header })), [columns]);
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: options.rowId,
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: setRowSelection,
  });
  return {
    data,
    rows: table.getRowModel().rows,
    visible: columns.filter((column) => columnVisibility[column.id]),
    chosen: table.getSelectedRowModel().rows.map((row) => row.original),
    toggle: (row: Row) => table.getRow(options.rowId(row)).toggleSelected(),
    toggleAll: () => table.toggleAllRowsSelected(),
    clear: () => setRowSelection({}),
  };
}
