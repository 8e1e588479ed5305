import { Button } from "@mantine/core";
import type { OrderRow } from "@invista/contracts/order/read-order";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadOrdersAgain } from "./use-order-steps.ts";

interface Refused {
  readonly id: string;
  readonly orderNumber: string;
  readonly why: string;
}

/** Confirms the selected orders that wait for it, one by one; those refused are listed with the reason. */
export function ConfirmOrders({ rows, onDone }: { rows: readonly OrderRow[]; onDone: () => void }) {
  const readAgain = useReadOrdersAgain();
  const confirm = trpc.order.confirm.useMutation();
  const [done, setDone] = useState<number | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const waiting = rows.filter((row) => row.status === "PENDING");
  const run = async () => {
    const failed: Refused[] = [];
    setDone(0);
    for (const [index, row] of waiting.entries()) {
      try {
        await confirm.mutateAsync({ id: row.id, version: row.version, idempotencyKey: newKey() });
      } catch (error) {
        failed.push({ id: row.id, orderNumber: row.orderNumber, why: refusalOf(error)?.message ?? "" });
      }
      setDone(index + 1);
    }
    await readAgain();
    setDone(null);
    setRefused(failed);
    if (failed.length < waiting.length)
      showToast({ code: "order.confirmed", text: `${plural(waiting.length - failed.length, "order")} confirmed` });
    if (failed.length === 0) onDone();
  };
  return (
    <>
      <Button variant="filled" size="xs" disabled={waiting.length === 0 || done !== null} onClick={() => void run()}>
        {done === null ? `Confirm ${plural(waiting.length, "order")}` : `${done} of ${waiting.length}…`}
      </Button>
      {waiting.length < rows.length ? (
        <span className="dim">{plural(rows.length - waiting.length, "other")} can't be confirmed now</span>
      ) : null}
      {refused.length > 0 ? (
        <Dialog title={`${plural(refused.length, "order")} not confirmed`} onClose={() => setRefused([])}>
          <Lines
            items={refused}
            itemId={(one) => one.id}
            entity="order"
            name={(one) => one.orderNumber}
            detail={(one) => <span style={{ whiteSpace: "normal" }}>{one.why}</span>}
            end={() => null}
            empty=""
          />
        </Dialog>
      ) : null}
    </>
  );
}
