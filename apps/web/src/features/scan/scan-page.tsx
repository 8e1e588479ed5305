import { ActionIcon, SegmentedControl, Select } from "@mantine/core";
import type { PickRouteInput } from "@invista/contracts/shipment/read-shipment";
import { IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { z } from "zod";
import { useCan } from "../../shared/session/session.tsx";
import { usePreference } from "../../shared/shell/preferences.ts";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { LotForm } from "./lot-form.tsx";
import { ScanCard } from "./scan-card.tsx";
import { CountStation } from "./count-station.tsx";
import { Offline } from "./offline.tsx";
import { PickStation } from "./pick-station.tsx";
import type { Mode } from "./scan-flow.ts";
import type { ScanMode } from "./scan-search.ts";
import { ScanBench } from "./scan-bench.tsx";
import { ScanLog } from "./scan-log.tsx";
import { SerialForm } from "./serial-form.tsx";
import styles from "./scan.module.css";
import { useScanner } from "./use-scanner.ts";

/** The scan station: look up, take in, move, pick, count; by scanner or keyboard, on a phone, with and without a connection. */
export function ScanPage({
  mode,
  picked,
  onMode,
  onPicked,
  onWarehouse,
}: {
  mode: ScanMode;
  /** The shipment or wave that is picked. */
  picked: PickRouteInput | null;
  onMode: (mode: ScanMode) => void;
  onPicked: (of: PickRouteInput) => void;
  onWarehouse: (id: string) => void;
}) {
  const chosen = useWarehouse();
  const { rows } = useWarehouses();
  const warehouseId = chosen ?? (rows.length === 1 ? rows[0]?.id : undefined);
  const [sound, setSound] = usePreference("scan.sound", z.boolean(), true);
  const mayReceive = useCan("receipt:post");
  const mayMove = useCan("stock:move");
  const mayCount = useCan("count:count");
  const mayPick = useCan("shipment:pick");
  const modes: { value: ScanMode; label: string }[] = [
    { value: "LOOKUP", label: "Look up" },
    ...(mayReceive ? [{ value: "RECEIVE" as const, label: "Receive" }] : []),
    ...(mayMove ? [{ value: "MOVE" as const, label: "Put away, move" }] : []),
    ...(mayPick ? [{ value: "PICK" as const, label: "Pick" }] : []),
    ...(mayCount ? [{ value: "COUNT" as const, label: "Count" }] : []),
  ];
  const shown = modes.some((one) => one.value === mode) ? mode : "LOOKUP";
  return (
    <PlainPage
      title="Scan"
      actions={
        <ActionIcon
          size={34}
          aria-label={sound ? "Sound is on" : "Sound is off"}
          aria-pressed={sound}
          onClick={() => setSound(!sound)}
        >
          {sound ? <IconVolume size={18} stroke={1.6} /> : <IconVolumeOff size={18} stroke={1.6} />}
        </ActionIcon>
      }
    >
      <div className={styles.bar}>
        <SegmentedControl
          aria-label="What is done"
          value={shown}
          data={modes}
          onChange={(value) => onMode(modes.find((one) => one.value === value)?.value ?? "LOOKUP")}
        />
        <Select
          aria-label="Warehouse"
          placeholder="Choose a warehouse"
          allowDeselect={false}
          value={warehouseId ?? null}
          data={rows.map((row) => ({ value: row.id, label: row.name }))}
          onChange={(id) => id && onWarehouse(id)}
        />
      </div>
      {warehouseId && shown === "COUNT" ? (
        <CountStation key={warehouseId} warehouseId={warehouseId} sound={sound} />
      ) : null}
      {warehouseId && shown === "PICK" ? (
        <PickStation key={warehouseId} warehouseId={warehouseId} of={picked} onChoose={onPicked} sound={sound} />
      ) : null}
      {warehouseId && shown !== "COUNT" && shown !== "PICK" ? (
        <Station key={`${warehouseId}:${shown}`} warehouseId={warehouseId} mode={shown} sound={sound} />
      ) : null}
      {warehouseId ? null : (
        <p className="dim">Choose the warehouse you are in: bins and quantities are those of one warehouse.</p>
      )}
    </PlainPage>
  );
}

function Station({ warehouseId, mode, sound }: { warehouseId: string; mode: Mode; sound: boolean }) {
  const { state, last, done, queue, scan, nameLot, nameSerial, letGo, undo } = useScanner(warehouseId, mode, sound);
  const [newest] = done;
  return (
    <ScanBench
      onScan={scan}
      onLetGo={letGo}
      onUndo={() => newest && void undo(newest)}
      escapeLabel="let go; twice: undo the last scan"
    >
      <Offline queue={queue} />
      {state.held ? (
        <p className={styles.held}>
          In hand: <strong>{`${state.held.quantity} of ${state.held.product.sku}`}</strong>
        </p>
      ) : null}
      {state.mode === "RECEIVE" && state.bin !== null ? (
        <p className={styles.held}>
          Into <strong>{state.bin}</strong>
        </p>
      ) : null}
      <ScanCard last={last} state={state} onScan={scan} />
      {state.needsLot ? <LotForm needsLot={state.needsLot} onNamed={nameLot} onCancel={letGo} /> : null}
      {state.needsSerial ? (
        <SerialForm sku={state.needsSerial.product.sku} onNamed={nameSerial} onCancel={letGo} />
      ) : null}
      <ScanLog queue={queue} done={done} onUndo={(entry) => void undo(entry)} />
    </ScanBench>
  );
}
