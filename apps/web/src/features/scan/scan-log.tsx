import { Button } from "@mantine/core";
import { Panel } from "../../shared/ui/panel.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import type { DoneEntry, useScanQueue } from "./use-scan-queue.ts";
import styles from "./scan.module.css";

/** What was scanned and is done, what waits for a connection, and what the server refused. */
export function ScanLog({
  queue,
  done = [],
  onUndo,
}: {
  queue: Pick<ReturnType<typeof useScanQueue>, "entries" | "retry" | "discard">;
  /** What can be undone here; a station that shows it otherwise leaves it out. */
  done?: readonly DoneEntry[];
  onUndo?: (entry: DoneEntry) => void;
}) {
  const waiting = queue.entries;
  if (waiting.length + done.length === 0) return null;
  return (
    <Panel title="Scanned" hint="Esc twice undoes the last one" flush>
      <ul className={styles.log}>
        {waiting.toReversed().map((entry) => (
          <li key={entry.key} data-entity="scan" data-state={entry.refusal === null ? "WAITING" : "REFUSED"}>
            <span>
              {entry.text}
              {entry.refusal === null ? null : <span className={styles.refusal}>{entry.refusal}</span>}
            </span>
            <StatusChip tone={entry.refusal === null ? "warning" : "danger"}>
              {entry.refusal === null ? "Waits to be sent" : "Refused"}
            </StatusChip>
            <span className={styles.buttons}>
              {entry.refusal === null ? null : (
                <Button size="xs" onClick={() => void queue.retry(entry)}>
                  Try again
                </Button>
              )}
              <Button size="xs" onClick={() => void queue.discard(entry.key)}>
                Discard
              </Button>
            </span>
          </li>
        ))}
        {done.map((entry) => (
          <li key={entry.key} data-entity="scan" data-state="DONE">
            <span>{entry.text}</span>
            <StatusChip tone="good">Done</StatusChip>
            <span className={styles.buttons}>
              <Button size="xs" aria-label={`Undo ${entry.text}`} onClick={() => onUndo?.(entry)}>
                Undo
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
