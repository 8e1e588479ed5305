import { useState } from "react";
import { formatDay } from "../format/times.ts";
import { LineChart, type Point } from "./line-chart.tsx";
import { PeekSection } from "./peek-panel.tsx";
import styles from "./trend.module.css";

/** A line over days under its title; one click shows the same figures as a table. */
export function Trend(props: {
  title: string;
  label: string;
  points: readonly Point[];
  format: (value: string) => string;
  height?: number;
  stepped?: boolean;
  limit?: { value: string; label: string } | null;
}) {
  const [asTable, setAsTable] = useState(false);
  const changes = props.points
    .filter((point, index) => index === 0 || point.value !== props.points[index - 1]?.value)
    .toReversed();
  return (
    <PeekSection
      title={props.title}
      aside={
        <button type="button" className={styles.toggle} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Chart" : "Table"}
        </button>
      }
    >
      {asTable ? (
        <table className={styles.table} aria-label={props.label}>
          <thead className="hidden-visually">
            <tr>
              <th scope="col">From</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((point) => (
              <tr key={point.day}>
                <td className="dim">from {formatDay(point.day)}</td>
                <td className="num">{props.format(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <LineChart
          label={props.label}
          points={props.points}
          format={props.format}
          height={props.height ?? 92}
          stepped={props.stepped ?? false}
          limit={props.limit ?? null}
        />
      )}
    </PeekSection>
  );
}
