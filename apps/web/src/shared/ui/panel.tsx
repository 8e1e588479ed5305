import type { ReactNode } from "react";
import styles from "./panel.module.css";

/** A bordered part of a page with its title; parts never nest. */
export function Panel({
  title,
  hint,
  aside,
  children,
  flush = false,
}: {
  title?: string;
  hint?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={styles.panel} aria-label={title} data-flush={flush || undefined}>
      {title ? (
        <div className={styles.head}>
          <h2>{title}</h2>
          {hint ? <span className="dim">{hint}</span> : null}
          {aside ? <span className={styles.aside}>{aside}</span> : null}
        </div>
      ) : null}
      <div className={styles.body}>{children}</div>
    </section>
  );
}
