import type { SessionRow } from "@invista/contracts/session/sessions";
import { Button } from "@mantine/core";
import { useState } from "react";
import { refusalOf } from "../api/refusal.ts";
import { Ago } from "../format/values.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusChip } from "./status-chip.tsx";
import { showToast } from "./toast-store.ts";

/** Sessions with device, address and times; the one that looks is marked. */
export function SessionTable({
  rows,
  onEnd,
}: {
  rows: readonly SessionRow[];
  onEnd: ((id: string, device: string) => Promise<void>) | null;
}) {
  return (
    <PlainTable
      label="Sessions"
      entity="session"
      rows={rows}
      rowId={(row) => row.id}
      empty="Nobody is signed in with this account."
      columns={[
        {
          header: "Device",
          cell: (row) => (
            <span title={row.userAgent ?? undefined}>
              <span className="strong">{deviceOf(row)}</span>{" "}
              {row.current ? <StatusChip tone="good">This session</StatusChip> : null}
            </span>
          ),
        },
        { header: "Address", cell: (row) => <span className="num">{row.ip ?? "–"}</span>, wideOnly: true },
        { header: "Sign-in", cell: (row) => (row.aal === "aal1" ? "Password" : "Two factors"), wideOnly: true },
        { header: "First seen", cell: (row) => <Ago at={row.startedAt} />, wideOnly: true },
        { header: "Last seen", cell: (row) => <Ago at={row.lastSeenAt} /> },
        {
          header: "End",
          align: "end",
          cell: (row) => (row.current || !onEnd ? null : <EndButton row={row} onEnd={onEnd} />),
        },
      ]}
    />
  );
}

function EndButton({ row, onEnd }: { row: SessionRow; onEnd: (id: string, device: string) => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      await onEnd(row.id, deviceOf(row));
    } catch (error) {
      showToast({ code: "session.notEnded", tone: "failed", text: refusalOf(error)?.message ?? "It was not ended" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="xs" loading={busy} aria-label={`End the session on ${deviceOf(row)}`} onClick={() => void end()}>
      End
    </Button>
  );
}

function deviceOf(row: SessionRow): string {
  return row.device ?? "Unknown device";
}
