import { Button, Select } from "@mantine/core";
import type { CountRow } from "@invista/contracts/count/read-count";
import { IconArrowBackUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { plural } from "../../shared/format/words.ts";
import type { SheetLine } from "./count-flow.ts";
import { Offline } from "./offline.tsx";
import { binName } from "./scan-flow.ts";
import { ScanLog } from "./scan-log.tsx";
import { useCountSheet } from "./use-count-sheet.ts";
import { ScanBench } from "./scan-bench.tsx";
import styles from "./scan.module.css";
import { useCountScanner } from "./use-count-scanner.ts";

/** Chooses a count that is under way in the warehouse, and counts it by scanning. */
export function CountStation({ warehouseId, sound }: { warehouseId: string; sound: boolean }) {
  const query = trpc.count.list.useQuery({ warehouseId, tab: "COUNT", limit: 100 });
  return (
    <QueryArea query={query} loading={<Skeleton height={120} />}>
      {({ rows }) => (
        <Counts
          counts={rows.filter((row) => row.status === "COUNTING" || row.status === "RECOUNT")}
          warehouseId={warehouseId}
          sound={sound}
        />
      )}
    </QueryArea>
  );
}

function Counts({ counts, warehouseId, sound }: { counts: readonly CountRow[]; warehouseId: string; sound: boolean }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const only = counts.length === 1 ? counts[0] : undefined;
  const current = counts.find((row) => row.id === chosen) ?? only;
  if (counts.length === 0)
    return (
      <p className="dim">
        No count is under way in this warehouse. <Link to="/counts">Plan or begin one</Link>, then scan here.
      </p>
    );
  return (
    <>
      <Select
        label="Count"
        placeholder="Choose a count"
        allowDeselect={false}
        data={counts.map((row) => ({ value: row.id, label: `${row.countNumber}, ${plural(row.left, "line")} left` }))}
        value={current?.id ?? null}
        onChange={setChosen}
        mb={12}
      />
      {current ? (
        <Sheet key={current.id} countId={current.id} left={current.left} warehouseId={warehouseId} sound={sound} />
      ) : null}
    </>
  );
}

function Sheet(props: { countId: string; left: number; warehouseId: string; sound: boolean }) {
  const { query, change } = useCountSheet(props.countId);
  return (
    <QueryArea query={query} loading={<Skeleton height={160} />}>
      {(lines) => <Bench {...props} sheet={{ lines, change }} />}
    </QueryArea>
  );
}

function Bench({
  countId,
  left,
  warehouseId,
  sheet,
  sound,
}: {
  countId: string;
  left: number;
  warehouseId: string;
  sheet: { lines: readonly SheetLine[]; change: (line: SheetLine) => void };
  sound: boolean;
}) {
  const { bin, last, queue, canUndo, scan, undo } = useCountScanner(countId, warehouseId, sheet, sound);
  return (
    <ScanBench onScan={scan} onUndo={undo} escapeLabel="twice: undo the last scan">
      <Offline queue={queue} />
      {bin === null ? null : (
        <p className={styles.held}>
          At <strong>{binName(bin)}</strong>
        </p>
      )}
      <div className={styles.card} data-tone={last?.tone ?? "idle"}>
        <p className={styles.text} role="status">
          {last?.text ?? "Scan the bin you are at, then every piece in it; 12* before a code counts twelve."}
        </p>
      </div>
      <div style={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 8, marginTop: 12 }}>
        <Button leftSection={<IconArrowBackUp size={16} />} disabled={!canUndo} onClick={undo}>
          Undo the last scan
        </Button>
        <Link to="/counts/$countId" params={{ countId }}>
          {left === 0 ? "Everything is counted: open the sheet" : "Open the sheet"}
        </Link>
      </div>
      <ScanLog queue={queue} />
    </ScanBench>
  );
}
