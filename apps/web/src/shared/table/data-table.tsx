import { useElementSize, useMediaQuery, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useDensity } from "../shell/preferences.ts";
import { ErrorPanel } from "../ui/error-panel.tsx";
import type { Column, PagedQuery, Sort } from "./column.ts";
import styles from "./data-table.module.css";
import { useFlashing } from "./flash-store.ts";
import { SkeletonRows, TableFoot } from "./table-edges.tsx";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { useListModel } from "./use-list-model.ts";
import { useReadAhead } from "./use-read-ahead.ts";
import { useRowCursor } from "./use-row-cursor.ts";

const BOX = 36;

export interface DataTableProps<Row extends object> {
  /** Name of the list: its accessible name, and the key of its remembered columns and place. */
  readonly list: string;
  readonly label: string;
  /** data-entity of its rows. */
  readonly entity: string;
  readonly columns: readonly Column<Row>[];
  readonly query: PagedQuery<Row>;
  readonly rowId: (row: Row) => string;
  /** What a screen reader calls the row. */
  readonly rowLabel: (row: Row) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly peekId?: string | null;
  readonly onPeek?: (row: Row | null) => void;
  readonly onOpen?: (row: Row) => void;
  /** What can be done with several rows; its presence brings the checkboxes. */
  readonly bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  readonly empty: ReactNode;
}

/** A list: virtual rows read page by page, sortable, driven by keys, folding its columns by priority. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { list, columns, query, rowId, onPeek, onOpen, bulk } = props;
  const [density] = useDensity();
  const isPhone = useMediaQuery("(max-width: 700px)", false, { getInitialValueInEffect: false });
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const scrollRef = useMergedRef(scroller, sizeRef);
  const flashing = useFlashing();
  const model = useListModel({
    list,
    columns,
    query,
    rowId,
    width: width === 0 || isPhone ? null : width - (bulk ? BOX : 0),
  });
  const { data, visible, selection } = model;
  const { chosen } = selection;
  const span = isPhone ? 1 : visible.length + (bulk ? 1 : 0);
  const size = isPhone ? 56 : density === "compact" ? 28 : 36;
  const virtual = useVirtualizer({
    count: data.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: 12,
    scrollPaddingStart: 36,
  });
  useEffect(() => virtual.measure(), [virtual, size]);

  const cursor = useRowCursor({
    list,
    rows: data,
    rowId,
    peekId: props.peekId ?? null,
    onPeek,
    onOpen,
    onSelect: bulk ? selection.toggle : undefined,
    onMove: (index) => virtual.scrollToIndex(index),
  });

  const items = virtual.getVirtualItems();
  useReadAhead(query, items.at(-1)?.index ?? 0, data.length);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    cursor.move(cursor.index + (event.key === "ArrowDown" ? 1 : -1));
  };
  if (query.error && !query.data) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />;
  if (query.data && data.length === 0) return <>{props.empty}</>;
  const click = (row: Row) => {
    cursor.setActiveId(rowId(row));
    if (isPhone || !onPeek) onOpen?.(row);
    else onPeek(row);
  };
  const activeOnScreen = items.some((item) => item.index === cursor.index);
  return (
    <>
      <div
        className={styles.scroll}
        ref={scrollRef}
        data-scroll-restoration-id={`list-${list}`}
        data-stale={query.isPlaceholderData || undefined}
      >
        <table
          role="grid"
          className={styles.table}
          data-list
          tabIndex={0}
          aria-label={props.label}
          aria-rowcount={query.hasNextPage ? -1 : data.length + 1}
          aria-busy={query.isFetching}
          {...(bulk ? { "aria-multiselectable": true } : {})}
          {...(activeOnScreen && cursor.activeId ? { "aria-activedescendant": `row-${cursor.activeId}` } : {})}
          onKeyDown={onKeyDown}
        >
          {isPhone ? null : (
            <colgroup>
              {bulk ? <col style={{ width: BOX }} /> : null}
              {visible.map((column) => (
                <col key={column.id} style={column.grow ? {} : { width: column.width }} />
              ))}
            </colgroup>
          )}
          {isPhone ? null : (
            <TableHead
              columns={visible}
              sort={props.sort}
              onSort={props.onSort}
              selection={
                bulk
                  ? {
                      all: selection.isAll,
                      some: chosen.length > 0,
                      toggle: selection.toggleAll,
                    }
                  : undefined
              }
            />
          )}
          <tbody>
            {query.data ? (
              <Spacer height={items[0]?.start ?? 0} span={span} />
            ) : (
              <SkeletonRows columns={visible} isPhone={isPhone} boxed={bulk !== undefined} />
            )}
            {items.map((item) => {
              const row = data[item.index];
              if (!row) return null;
              const id = rowId(row);
              return (
                <TableRow
                  key={id}
                  row={row}
                  id={id}
                  index={item.index}
                  entity={props.entity}
                  label={props.rowLabel(row)}
                  columns={visible}
                  isPhone={isPhone}
                  isActive={id === cursor.activeId}
                  isFlashing={id === flashing}
                  selected={bulk ? selection.has(id) : undefined}
                  onSelect={bulk ? selection.toggle : undefined}
                  onClick={click}
                  onDoubleClick={onOpen}
                />
              );
            })}
            <Spacer height={Math.max(0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0))} span={span} />
          </tbody>
        </table>
        <TableFoot query={query} rows={data.length} />
      </div>
      {bulk && chosen.length > 0 ? (
        <div className={styles.bulk} role="toolbar" aria-label="Selected rows">
          <span className="strong num">{chosen.length} selected</span>
          {bulk(chosen, selection.clear)}
          {isPhone && chosen.length < data.length ? (
            <button type="button" className={styles.clear} onClick={() => selection.toggleAll()}>
              All {data.length} shown
            </button>
          ) : null}
          <button type="button" className={styles.clear} onClick={selection.clear}>
            Clear
          </button>
        </div>
      ) : null}
    </>
  );
}

function Spacer({ height, span }: { height: number; span: number }) {
  return height > 0 ? (
    <tr aria-hidden="true">
      <td style={{ height, padding: 0, border: 0 }} colSpan={span} />
    </tr>
  ) : null;
}
