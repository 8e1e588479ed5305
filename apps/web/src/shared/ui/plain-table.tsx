import type { ReactNode } from "react";
import styles from "./plain-table.module.css";

export interface PlainColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "end";
  /** Left out on phones. */
  readonly wideOnly?: boolean;
  /** Holds words that may take several lines. */
  readonly wraps?: boolean;
}

/** A short table inside a page, all rows at once. */
export function PlainTable<Row>({
  label,
  entity,
  columns,
  rows,
  rowId,
  empty,
}: {
  label: string;
  entity?: string;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  empty?: ReactNode;
}) {
  if (rows.length === 0) return <p className={`${styles.empty} dim`}>{empty}</p>;
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.header} scope="col" data-align={column.align} data-wide={column.wideOnly || undefined}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} data-entity={entity} data-id={rowId(row)}>
              {columns.map((column) => (
                <td
                  key={column.header}
                  data-align={column.align}
                  data-wide={column.wideOnly || undefined}
                  data-wraps={column.wraps || undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
