import { formatDecimal, shareOf } from "../../shared/format/numbers.ts";
import styles from "./progress-bar.module.css";

/** How much of what was ordered is shipped (green) and reserved (accent), as a thin bar that says the same in words. */
export function ProgressBar({ ordered, reserved, shipped }: { ordered: string; reserved: string; shipped: string }) {
  const text = `${formatDecimal(shipped)} shipped and ${formatDecimal(reserved)} reserved of ${formatDecimal(ordered)}`;
  return (
    <span className={styles.bar} role="img" aria-label={text} title={text}>
      <span className={styles.shipped} style={{ width: `${shareOf(shipped, ordered) * 100}%` }} />
      <span className={styles.reserved} style={{ width: `${shareOf(reserved, ordered) * 100}%` }} />
    </span>
  );
}
