import { Button } from "@mantine/core";
import { Panel } from "../../shared/ui/panel.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import type { QueueEntry } from "./scan-queue.ts";
import type { DoneEntry } from "./use-scan-queue.ts";
import styles from "./scan.module.css";

/** What was scanned and is done, what waits for a connection, and what the server refused. */
export function ScanLog({
  waiting,
  done,
  onUndo,
  onRetry,
  onDiscard,
}: {
  waiting: readonly QueueEntry[];
  done: readonly DoneEntry[];
  onUndo: (entry: DoneEntry) => void;
  onRetry: (entry: QueueEntry) => void;
  onDiscard: (entry: QueueEntry) => void;
}) {
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
              {entry.refusal === null ? "Waits for a connection" : "Refused"}
            </StatusChip>
            <span className={styles.buttons}>
              {entry.refusal === null ? null : (
                <Button size="xs" onClick={() => onRetry(entry)}>
                  Try again
                </Button>
              )}
              <Button size="xs" onClick={() => onDiscard(entry)}>
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
              <Button size="xs" aria-label={`Undo ${entry.text}`} onClick={() => onUndo(entry)}>
                Undo
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
