import { Button } from "@mantine/core";
import { plural } from "../format/words.ts";
import type { Column, PagedQuery } from "./column.ts";
import styles from "./data-table.module.css";

const LINES = Array.from({ length: 14 }, (_, index) => index);

/** Grey rows of the true height while the first page is read. */
export function SkeletonRows<Row>({
  columns,
  isPhone,
  boxed,
}: {
  columns: readonly Column<Row>[];
  isPhone: boolean;
  boxed: boolean;
}) {
  return LINES.map((line) => (
    <tr key={line} className={styles.row} aria-hidden="true">
      {boxed && !isPhone ? <td className={styles.box} /> : null}
      {isPhone ? (
        <td className={styles.phone}>
          <span className="skeleton" style={{ height: 12, width: "60%" }} />
        </td>
      ) : (
        columns.map((column, index) => (
          <td key={column.id} data-align={column.align}>
            <span
              className="skeleton"
              style={{
                height: 11,
                width: `${40 + ((line * 7 + index * 13) % 40)}%`,
                marginLeft: column.align === "end" ? "auto" : 0,
              }}
            />
          </td>
        ))
      )}
    </tr>
  ));
}

/** Below the last row: more is coming, more failed, or that was all. */
export function TableFoot<Row>({ query, rows }: { query: PagedQuery<Row>; rows: number }) {
  if (!query.data) return null;
  return (
    <div className={styles.end} role="status">
      {query.isFetchNextPageError ? (
        <span>
          More rows could not be read.{" "}
          <Button size="xs" onClick={() => void query.fetchNextPage()}>
            Try again
          </Button>
        </span>
      ) : query.hasNextPage ? (
        "Reading more…"
      ) : (
        plural(rows, "row")
      )}
    </div>
  );
}
