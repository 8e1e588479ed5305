import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { Column, Sort } from "./column.ts";
import styles from "./data-table.module.css";

/** The header row; a column the API can sort by is a button. */
export function TableHead<Row>({
  columns,
  sort,
  onSort,
  selection,
}: {
  columns: readonly Column<Row>[];
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  selection?: { all: boolean; some: boolean; toggle: () => void } | undefined;
}) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection ? (
          <th scope="col" className={styles.box}>
            <input
              type="checkbox"
              aria-label="Select all rows that were read"
              checked={selection.all}
              ref={(box) => {
                if (box) box.indeterminate = selection.some && !selection.all;
              }}
              onChange={selection.toggle}
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const on = sort && column.sort === sort.key ? sort.direction : null;
          return (
            <th
              key={column.id}
              scope="col"
              data-align={column.align}
              {...(column.sort
                ? {
                    "aria-sort":
                      on === null ? ("none" as const) : on === "asc" ? ("ascending" as const) : ("descending" as const),
                  }
                : {})}
            >
              {column.sort && onSort ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onSort({ key: column.sort ?? "", direction: on === "asc" ? "desc" : "asc" })}
                >
                  {column.header}
                  {on === "asc" ? (
                    <IconArrowUp size={13} aria-hidden="true" />
                  ) : on === "desc" ? (
                    <IconArrowDown size={13} aria-hidden="true" />
                  ) : null}
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
