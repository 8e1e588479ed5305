import { Button } from "@mantine/core";
import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Money } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { CountChip } from "./count-columns.tsx";
import { factsOf } from "./count-plan.tsx";
import styles from "./count-review.module.css";
import type { SheetSearch } from "./count-search.ts";
import { CountSteps } from "./count-steps.tsx";
import { progressWords } from "./count-words.ts";
import { REVIEW_COLUMNS } from "./review-columns.tsx";
import { ReviewBar } from "./review-bar.tsx";

const VIEWS = [
  { value: "DIFFERENT" as const, label: "Those that differ" },
  { value: "UNRESOLVED" as const, label: "Cause missing" },
];

/** What was counted beside what was expected: causes are named, lines sent back, and all of it is posted. */
export function CountReview({
  view,
  search,
  onSearch,
}: {
  view: CountView;
  search: SheetSearch;
  onSearch: (change: Partial<SheetSearch>) => void;
}) {
  const utils = trpc.useUtils();
  const { nameOf } = useWarehouses();
  const mayApprove = useCan("count:approve");
  const { count } = view;
  const sees = count.differing !== null;
  const first = count.status === "IN_REVIEW" && (count.differing ?? 0) > 0 ? ("DIFFERENT" as const) : undefined;
  const shown = search.view === "ALL" ? undefined : (search.view ?? first);
  const query = usePages(trpc.count.lines, { id: count.id, q: search.q, view: shown }, utils.client.count.lines.query);
  const columns = useMemo(() => REVIEW_COLUMNS.filter((column) => sees || !column.needsSight), [sees]);
  const canReview = mayApprove && count.status === "IN_REVIEW";
  return (
    <ListPage
      title={count.countNumber}
      figures={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          <CountChip count={count} /> {progressWords(count)}
          {count.differing === null ? "" : ` · ${plural(count.differing, "difference")}`}
        </span>
      }
      actions={<CountSteps view={view} />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search bin, SKU, lot or barcode"
          />
          {sees ? (
            <FilterMenu
              label="Show"
              all="Every line"
              value={VIEWS.find((one) => one.value === shown)?.value}
              choices={VIEWS}
              onChange={(chosen) => onSearch({ view: chosen ?? "ALL" })}
            />
          ) : null}
        </>
      }
      tools={<ListTools list="count-lines" columns={columns} />}
    >
      <div className={styles.head}>
        <ReviewWord view={view} />
        <details className={styles.about}>
          <summary>About this count</summary>
          <Facts facts={factsOf(view, nameOf(count.warehouseId, count.warehouseCode))} />
        </details>
      </div>
      <DataTable
        list="count-lines"
        label="Lines of the count"
        entity="count_line"
        columns={columns}
        query={query}
        rowId={(line: CountLine) => line.id}
        rowLabel={(line) => `${line.sku} in ${line.location || "Floor"}`}
        {...(canReview
          ? {
              bulk: (lines: readonly CountLine[], clear: () => void) => (
                <ReviewBar view={view} lines={lines} onDone={clear} />
              ),
            }
          : {})}
        empty={
          <Notice
            icon={<IconCircleCheck size={28} stroke={1.5} />}
            title={shown ? "No such line" : "No line matches"}
            action={<Button onClick={() => onSearch({ q: undefined, view: "ALL" })}>Show every line</Button>}
          />
        }
      />
    </ListPage>
  );
}

/** What it comes to, and what stands in the way of posting it. */
function ReviewWord({ view }: { view: CountView }) {
  const mayApprove = useCan("count:approve");
  const { count, gain, loss } = view;
  const hint =
    count.status !== "IN_REVIEW"
      ? null
      : count.toResolve > 0
        ? mayApprove
          ? `Choose lines to name the cause of ${plural(count.toResolve, "difference")}, or have them counted again.`
          : `${plural(count.toResolve, "difference")} without a cause yet.`
        : view.countedByMe && mayApprove
          ? "You counted some of it, so someone else approves it."
          : null;
  if (gain === null && !hint) return <span className="dim">{plural(count.lines, "line")} counted.</span>;
  return (
    <p className={`${styles.word} num`}>
      {gain === null || loss === null ? null : (
        <span>
          Found <Money value={gain} currency={null} /> · missing <Money value={loss} currency={null} /> · net{" "}
          <span className="strong">
            <Money value={count.varianceValue} currency={null} />
          </span>
          <span className="dim"> over {plural(count.lines, "line")}</span>
        </span>
      )}
      {hint ? <span className={styles.hint}>{hint}</span> : null}
    </p>
  );
}
