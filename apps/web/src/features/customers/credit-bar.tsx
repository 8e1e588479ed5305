import type { CustomerRow } from "@invista/contracts/customer/customer";
import { compare } from "@invista/contracts/quantity";
import { formatMoney, shareOf } from "../../shared/format/numbers.ts";
import styles from "./credit-bar.module.css";

/** How much of the credit limit the open orders take; nothing where there is no limit. */
export function CreditBar({ customer }: { customer: Pick<CustomerRow, "openValue" | "creditLimit" | "currency"> }) {
  const { openValue, creditLimit, currency } = customer;
  if (creditLimit === null || openValue === null) return <span className="faint">–</span>;
  const isOver = compare(openValue, creditLimit) > 0;
  const text = `${formatMoney(openValue, currency)} open of ${formatMoney(creditLimit, currency)} credit${isOver ? ", over the limit" : ""}`;
  return (
    <span className={styles.bar} role="img" aria-label={text} title={text}>
      <span
        className={styles.fill}
        data-over={isOver || undefined}
        style={{ width: `${isOver ? 100 : shareOf(openValue, creditLimit) * 100}%` }}
      />
    </span>
  );
}
