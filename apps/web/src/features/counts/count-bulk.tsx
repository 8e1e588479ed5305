import { MAX_SHEETS, type CountRow } from "@invista/contracts/count/read-count";
import { trpc } from "../../shared/api/trpc.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { PaperButton } from "../../shared/ui/paper-button.tsx";

/** What can be done with the chosen counts. */
export function CountBulk({ rows, onDone }: { rows: readonly CountRow[]; onDone: () => void }) {
  const utils = trpc.useUtils();
  const start = trpc.count.start.useMutation();
  const approve = trpc.count.approve.useMutation();
  const cancel = trpc.count.cancel.useMutation();
  const shared = {
    rows,
    rowId: (row: CountRow) => row.id,
    rowLabel: (row: CountRow) => row.countNumber,
    noun: "count",
    readAgain: () => Promise.all([utils.count.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]),
    onDone,
  };
  const open = rows.filter((row) => row.tab === "COUNT");
  return (
    <>
      <BulkStep
        {...shared}
        verb="Start"
        done="started"
        permission="count:count"
        isMain
        may={(row) => row.status === "PLANNED"}
        effect="What each position holds now is noted down. Stock may move on while it is counted."
        send={({ id, version }, idempotencyKey) => start.mutateAsync({ id, version, idempotencyKey })}
      />
      <BulkStep
        {...shared}
        verb="Approve and post"
        done="posted"
        permission="count:approve"
        may={(row) => row.status === "IN_REVIEW" && row.toResolve === 0}
        effect="Posts the differences of each count, all or none of it. Counts that you counted yourself are left to someone else."
        send={({ id, version }, idempotencyKey) => approve.mutateAsync({ id, version, idempotencyKey })}
      />
      <BulkStep
        {...shared}
        verb="Cancel"
        done="cancelled"
        permission="count:cancel"
        isDanger
        may={(row) => row.status !== "APPROVED" && row.status !== "CANCELLED"}
        effect="Nothing is posted. What was counted is kept to be read."
        send={({ id, version }, idempotencyKey) => cancel.mutateAsync({ id, version, idempotencyKey })}
      />
      {open.length > 0 && open.length <= MAX_SHEETS ? (
        <PaperButton
          path={`/api/v1/count-sheets.pdf?ids=${open.map((row) => row.id).join(",")}`}
          name="count-sheets.pdf"
          label={`Print ${open.length === 1 ? "1 sheet" : `${open.length} sheets`}`}
        />
      ) : null}
      <ExportChosen list="counts" ids={rows.map((row) => row.id)} permission="stock:export" />
    </>
  );
}
