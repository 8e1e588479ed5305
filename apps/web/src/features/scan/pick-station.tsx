import { Button, Select } from "@mantine/core";
import type { PickRoute, PickRouteInput, ShipmentLine, ShipmentRow } from "@invista/contracts/shipment/read-shipment";
import { IconArrowBackUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { Panel } from "../../shared/ui/panel.tsx";
import { PaperButton } from "../../shared/ui/paper-button.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { ShortDialog } from "../../shared/ui/short-dialog.tsx";
import { nextLine } from "./pick-flow.ts";
import { ScanBench } from "./scan-bench.tsx";
import { binName } from "./scan-flow.ts";
import { ScanLog } from "./scan-log.tsx";
import { Offline } from "./offline.tsx";
import styles from "./scan.module.css";
import { usePickScanner } from "./use-pick-scanner.ts";

/** Chooses what is picked in the warehouse, a wave or a single shipment, and picks it by scanning. */
export function PickStation({
  warehouseId,
  of,
  onChoose,
  sound,
}: {
  warehouseId: string;
  of: PickRouteInput | null;
  onChoose: (of: PickRouteInput) => void;
  sound: boolean;
}) {
  const query = trpc.shipment.list.useQuery({ warehouseId, view: "OPEN", limit: 100 });
  return (
    <QueryArea query={query} loading={<Skeleton height={120} />}>
      {({ rows }) => (
        <Choice rows={rows.filter((row) => row.status !== "PACKED")} of={of} onChoose={onChoose} sound={sound} />
      )}
    </QueryArea>
  );
}

function Choice({
  rows,
  of,
  onChoose,
  sound,
}: {
  rows: readonly ShipmentRow[];
  of: PickRouteInput | null;
  onChoose: (of: PickRouteInput) => void;
  sound: boolean;
}) {
  const waves = new Map(rows.flatMap((row) => (row.waveId ? [[row.waveId, row.waveNumber ?? ""] as const] : [])));
  const data = [
    ...[...waves].map(([id, number]) => ({ value: `wave:${id}`, label: `${number}, a wave` })),
    ...rows.map((row) => ({
      value: `shipment:${row.id}`,
      label: `${row.shipmentNumber}, ${row.customerName}, ${plural(row.lines, "line")}`,
    })),
  ];
  const value = of?.waveId ? `wave:${of.waveId}` : of?.shipmentId ? `shipment:${of.shipmentId}` : null;
  return (
    <>
      {data.length > 0 ? (
        <Select
          label="What is picked"
          placeholder="Choose a wave or a shipment"
          searchable
          allowDeselect={false}
          data={data}
          value={data.some((one) => one.value === value) ? value : null}
          onChange={(next) => {
            const [kind, id] = (next ?? "").split(":");
            if (id) onChoose(kind === "wave" ? { waveId: id } : { shipmentId: id });
          }}
          mb={12}
          maw={760}
        />
      ) : null}
      {of ? <Walk key={value} of={of} sound={sound} /> : null}
      {!of && data.length === 0 ? (
        <p className="dim">
          Nothing waits to be picked in this warehouse. <Link to="/shipments">Make shipments of confirmed orders</Link>,
          then scan here.
        </p>
      ) : null}
    </>
  );
}

function Walk({ of, sound }: { of: PickRouteInput; sound: boolean }) {
  const query = trpc.shipment.route.useQuery(of);
  return (
    <QueryArea query={query} loading={<Skeleton height={240} />}>
      {(route) => <Route of={of} route={route} readAt={query.dataUpdatedAt} sound={sound} />}
    </QueryArea>
  );
}

function Route({ of, route, readAt, sound }: { of: PickRouteInput; route: PickRoute; readAt: number; sound: boolean }) {
  const { lines, bin, last, queue, canUndo, scan, undo } = usePickScanner(route, readAt, sound);
  const [short, setShort] = useState<ShipmentLine | null>(null);
  const next = nextLine(lines, bin);
  const query = of.waveId ? `waveId=${of.waveId}` : `shipmentId=${of.shipmentId ?? ""}`;
  return (
    <ScanBench onScan={scan} onUndo={undo} escapeLabel="twice: put back the last scan">
      <Offline queue={queue} />
      {next ? <Next line={next} /> : <Done lines={lines} />}
      <div className={styles.card} data-tone={last?.tone ?? "idle"}>
        <p className={styles.text} role="status">
          {last?.text ?? "Scan the bin, then what you take from it; 12* before a code takes twelve."}
        </p>
      </div>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
        <Button leftSection={<IconArrowBackUp size={16} />} disabled={!canUndo} onClick={undo}>
          Put back the last scan
        </Button>
        {next ? <Button onClick={() => setShort(next)}>Short pick of {next.sku}…</Button> : null}
        <PaperButton
          path={`/api/v1/pick-sheet.pdf?${query}`}
          name={`${route.number}.pdf`}
          label="Pick list"
          size="sm"
        />
      </div>
      <Panel title={`Walk of ${route.number}`} flush>
        <ul className={styles.log} aria-label="Lines of the walk">
          {lines.map((line) => (
            <li key={line.id} data-entity="shipment_line" data-id={line.id} data-done={line.left === "0" || undefined}>
              <span>
                <span className="strong">{binName(line.location)}</span> · {line.sku}
                {line.lotNumber ? <span className="dim"> · lot {line.lotNumber}</span> : null}
              </span>
              <span className="dim">{line.shipmentNumber}</span>
              <span className="num">
                <Quantity value={line.picked} /> of <Quantity value={line.quantity} />
                {line.shortReason ? " short" : ""}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <ScanLog queue={queue} />
      {short ? <ShortDialog line={short} onClose={() => setShort(null)} /> : null}
    </ScanBench>
  );
}

function Next({ line }: { line: ShipmentLine }) {
  return (
    <div className={styles.next} data-entity="next_line">
      <span className={styles.where}>{binName(line.location)}</span>
      <span>
        <strong>
          <Quantity value={line.left} unit={line.unitCode} />
        </strong>{" "}
        of <strong>{line.sku}</strong> <span className="dim">{line.name}</span>
        {line.lotNumber ? <span> · lot {line.lotNumber}</span> : null}
      </span>
    </div>
  );
}

function Done({ lines }: { lines: readonly ShipmentLine[] }) {
  const shipments = new Map(lines.map((line) => [line.shipmentId, line.shipmentNumber]));
  return (
    <div className={styles.next}>
      <span className={styles.where}>Everything is picked</span>
      <span>
        Pack{" "}
        {[...shipments].map(([shipmentId, number], index) => (
          <span key={shipmentId}>
            {index > 0 ? ", " : ""}
            <Link to="/shipments/$shipmentId" params={{ shipmentId }}>
              {number}
            </Link>
          </span>
        ))}
      </span>
    </div>
  );
}
