import type { ReactNode } from "react";
import styles from "./list-page.module.css";

/** A page that is a list: title with its figures, actions, filters, the table and beside it the peek. */
export function ListPage({
  title,
  figures,
  actions,
  filters,
  tools,
  peek,
  children,
}: {
  title: string;
  /** A short line of real figures beside the title. */
  figures?: ReactNode;
  actions?: ReactNode;
  filters?: ReactNode;
  /** Right end of the filter bar: export, columns. */
  tools?: ReactNode;
  peek?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <PageTitle title={title} figures={figures} actions={actions} />
        {filters || tools ? (
          <search className={styles.filters} aria-label={`Filter ${title.toLowerCase()}`}>
            <div className={styles.left}>{filters}</div>
            <div className={styles.tools}>{tools}</div>
          </search>
        ) : null}
      </div>
      <div className={styles.body} data-peek={peek ? true : undefined}>
        <div className={styles.list}>{children}</div>
        {peek}
      </div>
    </div>
  );
}

/** A page with its own content under a title; scrolls as a whole. */
export function PlainPage({
  title,
  figures,
  actions,
  children,
  narrow = false,
}: {
  title: ReactNode;
  figures?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  narrow?: boolean;
}) {
  return (
    // A page without a link or button in it is scrolled by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroll} tabIndex={0} aria-label={typeof title === "string" ? title : "Page"}>
      <div className={styles.plain} data-narrow={narrow || undefined}>
        <PageTitle title={title} figures={figures} actions={actions} />
        {children}
      </div>
    </section>
  );
}

function PageTitle({ title, figures, actions }: { title: ReactNode; figures?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.top}>
      <div className={styles.names}>
        <h1>{title}</h1>
        {figures ? <div className={`${styles.figures} dim num`}>{figures}</div> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
