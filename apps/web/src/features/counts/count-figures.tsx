import type { AbcClass } from "@invista/contracts/count/count";
import type { CountsDue, CountSummary } from "@invista/contracts/count/read-count";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount, formatDecimal, formatMoney } from "../../shared/format/numbers.ts";
import { formatDay } from "../../shared/format/times.ts";
import { Money } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { LineChart } from "../../shared/ui/line-chart.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { homeCurrency } from "../../shared/format/display.ts";
import styles from "./count-figures.module.css";
import { CAUSE_WORDS } from "./count-words.ts";

/** Accuracy, shrinkage and what is due: one strip above the list. */
export function CountFigures({
  summary,
  warehouseId,
  onPlan,
}: {
  summary: { data: CountSummary | undefined };
  warehouseId: string | undefined;
  onPlan: ((abcClass: AbcClass) => void) | null;
}) {
  const due = trpc.count.due.useQuery({ warehouseId }, { staleTime: 60_000 });
  const [asTable, setAsTable] = useState(false);
  const { data } = summary;
  return (
    <div className={styles.strip}>
      <section className={styles.part} aria-label="Accuracy">
        <h2>Accuracy, 12 months</h2>
        <p className={`${styles.figure} num`}>{percent(data?.itemAccuracy)}</p>
        <p className="dim num">
          {!data || data.lines === 0
            ? "no line posted yet"
            : `of ${plural(data.lines, "line")} without difference${data.valueAccuracy === null ? "" : ` · ${percent(data.valueAccuracy)} by value`}`}
        </p>
      </section>
      <section className={styles.part} aria-label="Shrinkage">
        <h2>
          Found less missing
          <button type="button" className={styles.toggle} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "Chart" : "Table"}
          </button>
        </h2>
        {data && data.lines > 0 ? (
          <Shrinkage data={data} asTable={asTable} />
        ) : (
          <p className="dim">no count posted yet</p>
        )}
      </section>
      <section className={styles.part} aria-label="Due to be counted">
        <h2>Due to be counted</h2>
        <Due rows={due.data?.rows} onPlan={onPlan} />
      </section>
    </div>
  );
}

const percent = (value: string | null | undefined) =>
  value === null || value === undefined ? "–" : `${formatDecimal(value)} %`;

function Shrinkage({ data, asTable }: { data: CountSummary; asTable: boolean }) {
  if (asTable)
    return (
      <PlainTable
        label="By month"
        rows={data.months.filter((month) => month.lines > 0).toReversed()}
        rowId={(month) => month.day}
        columns={[
          { header: "Month from", cell: (month) => formatDay(month.day) },
          { header: "Lines", align: "end", cell: (month) => formatCount(month.lines) },
          { header: "Accuracy", align: "end", cell: (month) => percent(month.accuracy) },
          { header: "Net", align: "end", cell: (month) => <Money value={month.net} currency={null} /> },
        ]}
      />
    );
  const [worst] = data.causes;
  return (
    <>
      {data.netValue === null ? (
        <p className="dim">
          {plural(
            data.causes.reduce((n, cause) => n + cause.lines, 0),
            "difference",
          )}{" "}
          explained
        </p>
      ) : (
        <>
          <p className={`${styles.figure} num`}>{formatMoney(data.netValue, homeCurrency())}</p>
          <LineChart
            label="Value found less value missing, by month"
            points={data.months.map(({ day, net }) => ({ day, value: net ?? "0" }))}
            format={(value) => formatMoney(value, homeCurrency())}
            height={56}
            stepped
          />
        </>
      )}
      {worst ? (
        <p className="dim">
          Most often: {CAUSE_WORDS[worst.cause].toLowerCase()}, {plural(worst.lines, "line")}
        </p>
      ) : null}
    </>
  );
}

function Due({ rows, onPlan }: { rows: CountsDue["rows"] | undefined; onPlan: ((abcClass: AbcClass) => void) | null }) {
  if (!rows) return <p className="dim">…</p>;
  return (
    <ul className={styles.due}>
      {rows.map((row) => (
        <li key={row.abcClass} data-entity="count_due" data-id={row.abcClass}>
          <span className="strong">{row.abcClass}</span>
          <span className="num">
            {formatCount(row.due)} <span className="dim">of {plural(row.positions, "position")}</span>
          </span>
          <span className="dim num">
            every {plural(row.intervalDays, "day")}
            {row.oldestDays === null ? "" : `, oldest ${formatCount(row.oldestDays)}`}
          </span>
          {onPlan && row.due > 0 ? (
            <button type="button" className={styles.toggle} onClick={() => onPlan(row.abcClass)}>
              Plan<span className="hidden-visually"> a count of class {row.abcClass}</span>
            </button>
          ) : (
            <span />
          )}
        </li>
      ))}
    </ul>
  );
}
