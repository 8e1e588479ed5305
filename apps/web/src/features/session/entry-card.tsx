import type { ReactNode } from "react";
import styles from "./sign-in-form.module.css";

/** The one card of the pages before sign-in. */
export function EntryCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.form}>
        <div className={styles.brand}>
          <span className={styles.mark} aria-hidden="true">
            i
          </span>
          Invista
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
