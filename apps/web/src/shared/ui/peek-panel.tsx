import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useShortcuts } from "../keys/use-shortcuts.ts";
import styles from "./peek-panel.module.css";

/** The details of a row beside its list; Esc closes it, the list keeps the keyboard. */
export function PeekPanel({
  title,
  chip,
  subtitle,
  label,
  onOpen,
  onClose,
  actions,
  children,
}: {
  title: ReactNode;
  chip?: ReactNode;
  subtitle?: ReactNode;
  /** The accessible name: which record this is. */
  label: string;
  onOpen?: () => void;
  onClose: () => void;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useShortcuts([{ keys: "Escape", label: "Close the details", group: "This page", shownAs: ["Esc"], run: onClose }]);
  return (
    <aside className={styles.peek} aria-label={label}>
      <div className={styles.head}>
        <div className={styles.row}>
          <h2 className="cut">{title}</h2>
          {chip}
          <span className={styles.buttons}>
            {onOpen ? (
              <Tooltip label="Open in full (Enter)">
                <ActionIcon aria-label="Open in full" onClick={onOpen} size={26}>
                  <IconArrowsDiagonal size={16} stroke={1.8} />
                </ActionIcon>
              </Tooltip>
            ) : null}
            <ActionIcon aria-label="Close the details" onClick={onClose} size={26}>
              <IconX size={16} stroke={1.8} />
            </ActionIcon>
          </span>
        </div>
        {subtitle ? <div className={`${styles.subtitle} dim cut`}>{subtitle}</div> : null}
      </div>
      <div className={styles.body} tabIndex={-1}>
        {children}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </aside>
  );
}

/** A titled part of a peek or of a detail page. */
export function PeekSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Figures side by side: label over number. */
export function Figures({ items }: { items: readonly { label: string; value: ReactNode; tone?: "danger" }[] }) {
  return (
    <dl className={styles.figures}>
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd data-tone={item.tone}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
