import { Textarea } from "@mantine/core";
import type { InspectionRow } from "@invista/contracts/quality/inspection";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";

/** What can be done with the chosen inspections. */
export function InspectionBulk({ rows, onDone }: { rows: readonly InspectionRow[]; onDone: () => void }) {
  const utils = trpc.useUtils();
  const waive = trpc.inspection.waive.useMutation();
  const [reason, setReason] = useState("");
  return (
    <>
      <BulkStep
        rows={rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.inspectionNumber}
        noun="inspection"
        verb="Waive"
        done="waived"
        permission="quality:waive"
        may={(row) => row.status === "PENDING" || row.status === "IN_PROGRESS"}
        effect="They leave quarantine uninspected, go back to the bin that each came from, and can be sold. The reason is kept with your name."
        fields={
          <Textarea
            label="Reason"
            required
            data-autofocus
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        }
        isReady={reason.trim() !== ""}
        send={async ({ id, version }, idempotencyKey) => {
          const { cameFrom } = await utils.inspection.get.fetch({ id });
          return waive.mutateAsync({ id, version, reason, toLocation: cameFrom, idempotencyKey });
        }}
        readAgain={() =>
          Promise.all([utils.inspection.invalidate(), utils.stock.invalidate(), utils.product.invalidate()])
        }
        onDone={onDone}
      />
      <ExportChosen list="inspections" ids={rows.map((row) => row.id)} permission="stock:export" />
    </>
  );
}
