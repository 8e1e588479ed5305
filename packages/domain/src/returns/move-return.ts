import type { ReturnReasonInput, ReturnRef, ReturnStatus, ReturnStepInput } from "@invista/contracts/returns/returns";
import type { NeonSql } from "@invista/db";
import { empty, sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { lockReturn, moveReturn, record } from "./return-record.ts";

async function step(
  work: NeonWork,
  input: ReturnStepInput,
  plan: {
    from: readonly ReturnStatus[];
    to: ReturnStatus;
    action: string;
    word: string;
    fields?: NeonSql.Sql;
    reason?: string;
  },
): Promise<ReturnRef> {
  const of = await lockReturn(work, input, plan.from, plan.word);
  record(work, of.id, plan.action, {
    rmaNumber: of.rma_number,
    status: plan.to,
    ...(plan.reason === undefined ? {} : { reason: plan.reason }),
  });
  return moveReturn(work, of, plan.to, plan.fields ?? empty);
}

/** Lets the customer send the goods. */
export function approveReturn(work: NeonWork, input: ReturnStepInput): Promise<ReturnRef> {
  const fields = sql`, approved_by = ${work.actor.userId}`;
  return step(work, input, { from: ["REQUESTED"], to: "APPROVED", action: "APPROVE", word: "approving", fields });
}

/** Says no; the goods may be asked for again. */
export function rejectReturn(work: NeonWork, input: ReturnReasonInput): Promise<ReturnRef> {
  const { reason, ...seen } = input;
  const fields = sql`, notes = concat_ws(E'\n', notes, ${reason}::text)`;
  return step(work, seen, { from: ["REQUESTED"], to: "REJECTED", action: "REJECT", word: "rejecting", fields, reason });
}

/** Gives a return up whose goods have not come. */
export function cancelReturn(work: NeonWork, input: ReturnReasonInput): Promise<ReturnRef> {
  const { reason, ...seen } = input;
  const fields = sql`, notes = concat_ws(E'\n', notes, ${reason}::text)`;
  return step(work, seen, {
    from: ["REQUESTED", "APPROVED"],
    to: "CANCELLED",
    action: "CANCEL",
    word: "cancelling",
    fields,
    reason,
  });
}

/** Nothing is left to do. */
export function closeReturn(work: NeonWork, input: ReturnStepInput): Promise<ReturnRef> {
  const fields = sql`, closed_at = now()`;
  return step(work, input, { from: ["INSPECTED"], to: "CLOSED", action: "CLOSE", word: "closing", fields });
}

/** There is something to do after all. */
export function reopenReturn(work: NeonWork, input: ReturnStepInput): Promise<ReturnRef> {
  const fields = sql`, closed_at = NULL`;
  return step(work, input, { from: ["CLOSED"], to: "INSPECTED", action: "REOPEN", word: "reopening", fields });
}
