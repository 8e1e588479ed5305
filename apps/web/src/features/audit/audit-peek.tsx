import { Button } from "@mantine/core";
import type { AuditRow } from "@invista/contracts/audit/audit";
import { Moment } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import styles from "./audit-peek.module.css";
import { AuditTarget } from "./audit-target.tsx";
import type { AuditSearch } from "./audit-search.ts";

/** One entry: the values before and after side by side, and the way to what it is about. */
export function AuditPeek({
  row,
  onSearch,
  onClose,
}: {
  row: AuditRow;
  onSearch: (change: Partial<AuditSearch>) => void;
  onClose: () => void;
}) {
  const before = fieldsOf(row.oldValues);
  const after = fieldsOf(row.newValues);
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return (
    <PeekPanel
      label={`Entry ${row.seq}`}
      title={`${sentence(row.action)} ${sentence(row.resource).toLowerCase()}`}
      subtitle={row.userName ?? "nobody signed in"}
      onClose={onClose}
      actions={<AuditTarget row={row} />}
    >
      <PeekSection title="When">
        <Moment at={row.at} />
      </PeekSection>
      <PeekSection title="Values">
        {keys.length === 0 ? (
          <span className="dim">None were recorded.</span>
        ) : (
          <table className={styles.values} aria-label="Values before and after">
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key} data-changed={before.get(key) !== after.get(key) || undefined}>
                  <th scope="row">{sentence(key)}</th>
                  <td>{before.get(key) ?? ""}</td>
                  <td>{after.get(key) ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PeekSection>
      <PeekSection title="More">
        <span className={styles.more}>
          {row.userId === null ? null : (
            <Button size="compact-xs" variant="subtle" onClick={() => onSearch({ userId: row.userId ?? undefined })}>
              All by {row.userName ?? "this account"}
            </Button>
          )}
          {row.resourceId === null ? null : (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => onSearch({ resource: row.resource, resourceId: row.resourceId ?? undefined })}
            >
              All of this object
            </Button>
          )}
        </span>
      </PeekSection>
      <PeekSection title="Evidence">
        <dl className={styles.evidence}>
          <dt>Number</dt>
          <dd className="num">{row.seq}</dd>
          <dt>Object</dt>
          <dd>{row.resourceId ?? "none"}</dd>
          <dt>Operation</dt>
          <dd>{row.operationId ?? "none"}</dd>
          <dt>Hash</dt>
          <dd>{row.hash}</dd>
        </dl>
      </PeekSection>
    </PeekPanel>
  );
}

function fieldsOf(values: unknown): Map<string, string> {
  if (values === null || typeof values !== "object") return new Map();
  return new Map(
    Object.entries(values).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
