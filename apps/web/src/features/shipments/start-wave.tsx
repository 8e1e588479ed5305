import { Button } from "@mantine/core";
import type { ShipmentRow } from "@invista/contracts/shipment/read-shipment";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";

type Waiting = Pick<ShipmentRow, "id" | "status" | "warehouseId" | "waveId">;

/** Puts the chosen shipments on one walk and goes to pick it. */
export function StartWave({ rows, onDone }: { rows: readonly Waiting[]; onDone: () => void }) {
  const navigate = useNavigate();
  const readAgain = useReadShipmentsAgain();
  const create = trpc.shipment.createWave.useMutation();
  const [busy, setBusy] = useState(false);
  const ready = rows.filter((row) => row.status === "DRAFT" && row.waveId === null);
  const warehouses = new Set(ready.map((row) => row.warehouseId));
  const run = async () => {
    setBusy(true);
    try {
      const wave = await create.mutateAsync({ shipmentIds: ready.map((row) => row.id), idempotencyKey: newKey() });
      await readAgain();
      showToast({
        code: "wave.created",
        text: `${wave.waveNumber}: ${plural(wave.shipments, "shipment")} on one walk`,
      });
      onDone();
      const [warehouse] = warehouses;
      void navigate({ to: "/scan", search: { mode: "PICK", wave: wave.id, ...(warehouse ? { warehouse } : {}) } });
    } catch (error) {
      showToast({ code: "wave.failed", tone: "failed", text: refusalOf(error)?.message ?? "No wave was made." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        variant="filled"
        size="xs"
        loading={busy}
        disabled={ready.length === 0 || warehouses.size > 1}
        onClick={() => void run()}
      >
        Pick {ready.length} in one walk
      </Button>
      {warehouses.size > 1 ? <span className="dim">A walk is through one warehouse</span> : null}
    </>
  );
}
