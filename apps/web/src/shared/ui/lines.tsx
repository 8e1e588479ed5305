import type { ReactNode } from "react";
import styles from "./lines.module.css";

/** Short lines of a peek: a name, a dimmed word, a number at the right. */
export function Lines<Item>({
  items,
  itemId,
  entity,
  lead,
  name,
  detail,
  end,
  empty,
}: {
  items: readonly Item[];
  itemId: (item: Item) => string;
  entity?: string;
  lead?: (item: Item) => ReactNode;
  name: (item: Item) => ReactNode;
  detail?: (item: Item) => ReactNode;
  end: (item: Item) => ReactNode;
  empty: string;
}) {
  if (items.length === 0) return <p className={`${styles.empty} dim`}>{empty}</p>;
  return (
    <ul>
      {items.map((item) => (
        <li key={itemId(item)} className={styles.line} data-entity={entity} data-id={itemId(item)}>
          {lead ? <span className={`${styles.lead} dim num`}>{lead(item)}</span> : null}
          <span className={`${styles.name} cut`}>
            <span className={lead ? "" : "strong"}>{name(item)}</span>
            {detail ? <span className={styles.detail}>{detail(item)}</span> : null}
          </span>
          <span className="num">{end(item)}</span>
        </li>
      ))}
    </ul>
  );
}
