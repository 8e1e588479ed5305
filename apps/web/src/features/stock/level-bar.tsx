import type { StockRow } from "@invista/contracts/stock/list-stock";
import { formatDecimal, shareOf } from "../../shared/format/numbers.ts";
import { STOCK_WORDS } from "../../shared/ui/state-words.ts";
import styles from "./level-bar.module.css";

/** Available between nothing and the maximum, with a tick at the minimum. */
export function LevelBar({ row }: { row: StockRow }) {
  if (row.maxQuantity === null || row.minQuantity === null) return <span className="faint">–</span>;
  const name = `${formatDecimal(row.available)} available, minimum ${formatDecimal(row.minQuantity)}, maximum ${formatDecimal(row.maxQuantity)}`;
  return (
    <span className={styles.bar} role="img" aria-label={name} title={name}>
      <span
        className={styles.fill}
        data-tone={STOCK_WORDS[row.state].tone}
        style={{ width: `${shareOf(row.available, row.maxQuantity) * 100}%` }}
      />
      <span className={styles.tick} style={{ left: `${shareOf(row.minQuantity, row.maxQuantity) * 100}%` }} />
    </span>
  );
}
