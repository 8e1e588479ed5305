import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import { formatMoney, formatMoneyRough, formatShare } from "../../shared/format/numbers.ts";
import { LineChart } from "../../shared/ui/line-chart.tsx";
import styles from "./stock-value.module.css";

/** What the stock is worth now, and how that changed in 30 days. */
export function StockValue({ view }: { view: DashboardView }) {
  const points = view.valueHistory ?? [];
  if (view.stockValue === null || points.length === 0) return null;
  const first = Number(points[0]?.value ?? 0);
  const change = first > 0 ? ((Number(view.stockValue) - first) / first) * 100 : null;
  const shown = change === null ? null : `${change < 0 ? "−" : "+"}${formatShare(Math.abs(change))} %`;
  const now = formatMoneyRough(view.stockValue, view.currency);
  return (
    <section className={styles.value} aria-label="Stock value">
      <div className={styles.head}>
        <h2>Stock value</h2>
        <span className="dim">30 days</span>
      </div>
      <div className={`${styles.now} num`}>
        {now} {shown ? <span data-down={(change ?? 0) < 0 || undefined}>{shown}</span> : null}
      </div>
      <LineChart
        label={`Stock value over 30 days, today ${now}`}
        points={points}
        format={(value) => formatMoney(value, view.currency)}
        height={150}
        fromZero={false}
        filled
      />
    </section>
  );
}
