import { trpc } from "../api/trpc.ts";
import { formatAge } from "../format/times.ts";
import { useNow } from "../format/use-now.ts";
import { plural } from "../format/words.ts";
import styles from "./footer-bar.module.css";

/** Whether ledger, stock, reservations and cost layers agree, as the database last said. */
export function InvariantLight() {
  const report = trpc.dashboard.invariants.useQuery({}, { refetchInterval: 30_000 });
  const now = useNow(2_000);
  if (!report.data)
    return (
      <span className={styles.light} data-state="unknown">
        {report.error ? "Invariants not checked" : "Checking invariants"}
      </span>
    );
  const broken = report.data.rules.filter((rule) => rule.violations > 0);
  const age = formatAge(report.data.checkedAt, Math.max(now, Date.parse(report.data.checkedAt)));
  return (
    <span
      className={styles.light}
      data-state={report.data.ok ? "ok" : "broken"}
      title={broken.map((rule) => `${rule.rule}: ${rule.violations}`).join("\n")}
    >
      {report.data.ok ? "All invariants hold" : `${plural(broken.length, "invariant")} broken`} · checked {age}
    </span>
  );
}
