import type { MouseEvent } from "react";
import type { Column } from "./column.ts";
import styles from "./data-table.module.css";

interface Props<Row> {
  readonly row: Row;
  readonly id: string;
  readonly index: number;
  readonly entity: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly isPhone: boolean;
  readonly isActive: boolean;
  readonly isFlashing: boolean;
  readonly selected?: boolean | undefined;
  readonly onSelect?: ((row: Row) => void) | undefined;
  readonly onClick?: ((row: Row) => void) | undefined;
  readonly onDoubleClick?: ((row: Row) => void) | undefined;
}

/** One row; on a phone two lines in place of many columns. */
export function TableRow<Row>(props: Props<Row>) {
  const { row, id, columns, isPhone, selected, onSelect } = props;
  const click = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a, button, input, label")) return;
    props.onClick?.(row);
  };
  const at = (place: Column<Row>["phone"]) =>
    columns.filter((column) => column.phone === place).map((column) => <span key={column.id}>{column.cell(row)}</span>);
  return (
    <tr
      id={`row-${id}`}
      className={styles.row}
      data-entity={props.entity}
      data-id={id}
      data-flash={props.isFlashing || undefined}
      data-active={props.isActive || undefined}
      aria-rowindex={props.index + 2}
      aria-selected={selected ?? props.isActive}
      onClick={click}
      onDoubleClick={() => props.onDoubleClick?.(row)}
    >
      {onSelect && !isPhone ? (
        <td className={styles.box}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${props.label}`}
            checked={selected ?? false}
            onChange={() => onSelect(row)}
          />
        </td>
      ) : null}
      {isPhone ? (
        <td className={styles.phone} data-boxed={onSelect ? true : undefined}>
          {onSelect ? (
            <label className={styles.phoneBox}>
              <input
                type="checkbox"
                aria-label={`Select ${props.label}`}
                checked={selected ?? false}
                onChange={() => onSelect(row)}
              />
            </label>
          ) : null}
          <div className={styles.line}>
            <span className={`${styles.lead} cut strong`}>{at("title")}</span>
            <span className={styles.end}>{at("end")}</span>
          </div>
          <div className={styles.line}>
            <span className={`${styles.lead} cut dim`}>{at("second")}</span>
            <span className={styles.end}>{at("second-end")}</span>
          </div>
        </td>
      ) : (
        columns.map((column) => (
          <td key={column.id} data-align={column.align} data-column={column.id}>
            {column.cell(row)}
          </td>
        ))
      )}
    </tr>
  );
}
