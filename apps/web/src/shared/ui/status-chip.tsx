import styles from "./status-chip.module.css";

export type Tone = "good" | "warning" | "danger" | "info" | "neutral";

/** A state in its fixed word; the dot and colour only repeat what the word says. */
export function StatusChip({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {children}
    </span>
  );
}
