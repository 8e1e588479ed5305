import { Button } from "@mantine/core";
import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import { IconClipboardCheck, IconPlus } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { plural } from "../../shared/format/words.ts";
import { PaperButton } from "../../shared/ui/paper-button.tsx";
import { ErrorPanel } from "../../shared/ui/error-panel.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Skeleton } from "../../shared/ui/query-area.tsx";
import { AddLineDialog } from "./add-line-dialog.tsx";
import { CountChip } from "./count-columns.tsx";
import type { SheetSearch } from "./count-search.ts";
import styles from "./count-sheet.module.css";
import { CountSteps } from "./count-steps.tsx";
import { progressWords } from "./count-words.ts";
import { SheetRow } from "./sheet-row.tsx";

const VIEWS = [
  { value: "LEFT" as const, label: "Not counted" },
  { value: "AGAIN" as const, label: "Counted again" },
];

/** The sheet: a number per line, Enter goes to the next; each number is saved as it is left. */
export function CountSheet({
  view,
  search,
  onSearch,
}: {
  view: CountView;
  search: SheetSearch;
  onSearch: (change: Partial<SheetSearch>) => void;
}) {
  const utils = trpc.useUtils();
  const mayCount = useCan("count:count");
  const [adding, setAdding] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const { count } = view;
  const again = count.status === "RECOUNT";
  const shown = search.view === "ALL" ? undefined : (search.view ?? (again ? ("AGAIN" as const) : undefined));
  const filters = { id: count.id, q: search.q, view: shown };
  const query = usePages(trpc.count.lines, filters, utils.client.count.lines.query);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  useShortcuts(
    [
      {
        keys: "c",
        label: "add what is not on the sheet",
        group: "This page",
        inFooter: true,
        run: () => setAdding(true),
      },
    ],
    mayCount,
  );

  const moveTo = (from: HTMLElement, by: number) => {
    const inputs = [...(body.current?.querySelectorAll<HTMLInputElement>("input:not(:disabled)") ?? [])];
    const index = inputs.findIndex((input) => input === from);
    // More lines are read before the last of these is reached.
    if (query.hasNextPage && !query.isFetchingNextPage && index + by > inputs.length - 12) void query.fetchNextPage();
    const next = inputs[index + by];
    if (!next) return from.blur();
    next.focus();
    next.select();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const by =
      event.key === "Enter"
        ? event.shiftKey
          ? -1
          : 1
        : event.key === "ArrowDown"
          ? 1
          : event.key === "ArrowUp"
            ? -1
            : 0;
    if (by === 0) return;
    event.preventDefault();
    moveTo(event.target, by);
  };
  return (
    <ListPage
      title={count.countNumber}
      figures={
        <span className={styles.figures}>
          <CountChip count={count} /> {progressWords(count)}
          {again && view.leftForMe < count.left ? ` · ${plural(view.leftForMe, "line")} of them for you` : ""}
        </span>
      }
      actions={
        <>
          <PaperButton
            path={`/api/v1/counts/${count.id}/sheet.pdf`}
            name={`${count.countNumber}.pdf`}
            label="Paper sheet"
            size="sm"
          />
          <CountSteps view={view} />
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search bin, SKU, lot or barcode"
          />
          <FilterMenu
            label="Show"
            all={again ? "To be counted again" : "Every line"}
            value={search.view === "LEFT" || (search.view === "AGAIN" && !again) ? search.view : undefined}
            choices={again ? VIEWS.slice(0, 1) : VIEWS}
            onChange={(chosen) => onSearch({ view: chosen })}
          />
          {mayCount ? (
            <Button size="xs" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => setAdding(true)}>
              Add what is not here
            </Button>
          ) : null}
        </>
      }
    >
      {query.error && !query.data ? (
        <ErrorPanel error={query.error} retry={() => void query.refetch()} />
      ) : query.data && rows.length === 0 ? (
        <Notice
          icon={<IconClipboardCheck size={28} stroke={1.5} />}
          title={search.q || search.view ? "No line matches" : "No line on this sheet"}
          action={<Button onClick={() => onSearch({ q: undefined, view: undefined })}>Show every line</Button>}
        />
      ) : (
        <div className={styles.scroll} aria-busy={query.data ? undefined : true}>
          <table className={styles.sheet} aria-label="Count sheet">
            <thead>
              <tr>
                <th scope="col">Bin</th>
                <th scope="col">Product</th>
                <th scope="col" data-wide>
                  Lot
                </th>
                <th scope="col" data-align="end">
                  Counted
                </th>
                <th scope="col" data-wide>
                  State
                </th>
              </tr>
            </thead>
            {/* Keys of the fields bubble up here: from one number to the next. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
            <tbody ref={body} onKeyDown={onKeyDown}>
              {rows.map((line: CountLine) => (
                <SheetRow key={line.id} countId={count.id} line={line} mayCount={mayCount} />
              ))}
            </tbody>
          </table>
          {query.data ? null : <Skeleton height={360} />}
          {query.hasNextPage ? (
            <div className={styles.more}>
              <Button size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more lines
              </Button>
            </div>
          ) : null}
        </div>
      )}
      {adding ? <AddLineDialog view={view} onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}
