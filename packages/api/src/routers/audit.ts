import { listAuditInput, listAuditOutput, verifyAuditInput, verifyAuditOutput } from "@invista/contracts/audit/audit";
import { listAudit, verifyAudit } from "@invista/domain/system";
import { query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const auditRouter = router({
  list: query("audit:read", "GET /audit", "The audit trail, newest first, by page")
    .input(listAuditInput)
    .output(listAuditOutput)
    .query(({ ctx, input }) => listAudit(ctx.host.supabase, input)),
  verify: query("audit:verify", "GET /audit/verify", "Recompute the hash chain of the audit trail")
    .input(verifyAuditInput)
    .output(verifyAuditOutput)
    .query(({ ctx }) => verifyAudit(ctx.host.supabase, ctx.host.now())),
});
