import type { OrderRow } from "@invista/contracts/order/read-order";
import { trpc } from "../../shared/api/trpc.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { useReadOrdersAgain } from "./use-order-steps.ts";

/** What can be done with the chosen orders. */
export function OrderBulk({ rows, onDone }: { rows: readonly OrderRow[]; onDone: () => void }) {
  const readAgain = useReadOrdersAgain();
  const confirm = trpc.order.confirm.useMutation();
  return (
    <>
      <BulkStep
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.orderNumber}
        noun="order"
        verb="Confirm"
        done="confirmed"
        permission="order:confirm"
        isMain
        may={(row) => row.status === "PENDING"}
        effect="They can be shipped from then on. Each is looked at for itself: stock, price and credit."
        send={({ id, version }, idempotencyKey) => confirm.mutateAsync({ id, version, idempotencyKey })}
        readAgain={readAgain}
        onDone={onDone}
      />
      <ExportChosen list="orders" ids={rows.map((row) => row.id)} permission="order:export" />
    </>
  );
}
