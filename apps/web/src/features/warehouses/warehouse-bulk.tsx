import { Button } from "@mantine/core";
import { MAX_LABELS } from "@invista/contracts/label/label";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { LabelDialog } from "../../shared/ui/label-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Warehouse } from "./warehouse.ts";

/** What can be done with the chosen warehouses. */
export function WarehouseBulk({ rows, onDone }: { rows: readonly Warehouse[]; onDone: () => void }) {
  const utils = trpc.useUtils();
  const update = trpc.warehouse.update.useMutation();
  const setState = (status: "ACTIVE" | "INACTIVE") => (row: Warehouse, idempotencyKey: string) => {
    const { id, version, code, name, timezone, priority } = row;
    return update.mutateAsync({ id, version, code, name, timezone, priority, status, idempotencyKey });
  };
  const shared = {
    rows,
    rowId: (row: Warehouse) => row.id,
    rowLabel: (row: Warehouse) => row.name,
    noun: "warehouse",
    permission: "warehouse:manage",
    readAgain: () => Promise.all([utils.warehouse.invalidate(), utils.dashboard.get.invalidate()]),
    onDone,
  } as const;
  return (
    <>
      <BulkStep
        {...shared}
        verb="Activate"
        done="activated"
        may={(row) => row.status === "INACTIVE"}
        effect="Orders are served from them again."
        send={setState("ACTIVE")}
      />
      <BulkStep
        {...shared}
        verb="Deactivate"
        done="deactivated"
        may={(row) => row.status === "ACTIVE"}
        effect="No new order is served from them. What lies there stays, and can be moved and counted."
        send={setState("INACTIVE")}
      />
      <BinLabels warehouses={rows} />
      <ExportChosen list="warehouses" ids={rows.map((row) => row.id)} permission="stock:export" />
    </>
  );
}

/** Labels of all bins of some warehouses, as far as one file goes. */
function BinLabels({ warehouses }: { warehouses: readonly Warehouse[] }) {
  const utils = trpc.useUtils();
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const say = (text: string) => showToast({ code: "labels.failed", tone: "failed", text });
  const ask = async () => {
    setBusy(true);
    try {
      const found: string[] = [];
      for (const { id: warehouseId } of warehouses)
        for (let cursor: string | undefined; found.length <= MAX_LABELS;) {
          const page = await utils.location.list.fetch({ warehouseId, limit: 100, cursor });
          // The floor and the bins that the system keeps for itself have no label.
          found.push(...page.rows.filter(({ code }) => code !== "" && !code.startsWith("~")).map(({ id }) => id));
          if (page.nextCursor === null) break;
          cursor = page.nextCursor;
        }
      if (found.length === 0) say("These warehouses have no bins of their own.");
      else if (found.length > MAX_LABELS)
        say(`They have more than ${plural(MAX_LABELS, "bin")}. Open a warehouse and choose its bins there.`);
      else setIds(found);
    } catch (error) {
      say(refusalOf(error)?.message ?? "The bins could not be read.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="xs" leftSection={<IconPrinter size={16} stroke={1.6} />} loading={busy} onClick={() => void ask()}>
        Bin labels
      </Button>
      {ids ? <LabelDialog kind="BIN" ids={ids} onClose={() => setIds(null)} /> : null}
    </>
  );
}
