import type { TransferRow } from "@invista/contracts/transfer/transfer";
import { trpc } from "../../shared/api/trpc.ts";
import { useReadTransfersAgain } from "../../shared/api/use-read-transfers-again.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";

/** What can be done with the chosen transfers. */
export function TransferBulk({ rows, onDone }: { rows: readonly TransferRow[]; onDone: () => void }) {
  const approve = trpc.transfer.approve.useMutation();
  const dispatch = trpc.transfer.dispatch.useMutation();
  const cancel = trpc.transfer.cancel.useMutation();
  const readAgain = useReadTransfersAgain();
  const shared = {
    rows,
    rowId: (row: TransferRow) => row.id,
    rowLabel: (row: TransferRow) => row.transferNumber,
    noun: "transfer",
    readAgain,
    onDone,
  };
  return (
    <>
      <BulkStep
        {...shared}
        verb="Approve"
        done="approved"
        permission="transfer:approve"
        isMain
        may={(row) => row.status === "DRAFT"}
        effect="Reserves all of each at its source. One for which there is not enough stays a draft."
        send={({ id, version }, idempotencyKey) => approve.mutateAsync({ id, version, idempotencyKey })}
      />
      <BulkStep
        {...shared}
        verb="Dispatch"
        done="dispatched"
        permission="transfer:pick"
        may={(row) => row.status === "APPROVED" || row.status === "PICKING"}
        effect="Everything reserved leaves its warehouse and is in transit until it is received. Where the pieces have to be chosen by number, the transfer is left for its own page."
        send={({ id, version }, idempotencyKey) => dispatch.mutateAsync({ id, version, idempotencyKey })}
      />
      <BulkStep
        {...shared}
        verb="Cancel"
        done="cancelled"
        permission="transfer:cancel"
        isDanger
        may={(row) => row.status === "DRAFT" || row.status === "APPROVED"}
        effect="Nothing is sent. What was reserved for them is free again."
        send={({ id, version }, idempotencyKey) => cancel.mutateAsync({ id, version, idempotencyKey })}
      />
      <ExportChosen list="transfers" ids={rows.map((row) => row.id)} permission="stock:export" />
    </>
  );
}
