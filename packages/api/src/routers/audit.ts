import { listAuditInput, listAuditOutput, verifyAuditInput, verifyAuditOutput } from "@invista/contracts/audit/audit";
import { listAudit } from "@invista/domain/system";
import { query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";
import { NEWEST_OPERATIONS, verifyEvidence } from "../flows/verify-evidence.ts";

export const auditRouter = router({
  list: query("audit:read", "GET /audit", "The audit trail, newest first, by page")
    .input(listAuditInput)
    .output(listAuditOutput)
    .query(({ ctx, input }) => listAudit(ctx.host.supabase, input, ctx.actor.warehouses)),
  verify: query(
    "audit:verify",
    "GET /audit/verify",
    "Recompute the chain, its witnesses in the business database and the newest operations",
  )
    .input(verifyAuditInput)
    .output(verifyAuditOutput)
    .query(({ ctx }) => verifyEvidence(ctx.host, { newest: NEWEST_OPERATIONS })),
});
