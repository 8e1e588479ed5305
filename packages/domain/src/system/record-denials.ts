import type { SupabasePrismaClient } from "@invista/db";
import { newId } from "../shared/new-id.ts";

export interface DeniedCall {
  readonly userId: string;
  readonly procedure: string;
  readonly permission: string;
  readonly ip?: string | undefined;
}

/** Writes refused calls into the audit trail, in one statement. */
export async function recordDenials(supabase: SupabasePrismaClient, denials: readonly DeniedCall[]): Promise<void> {
  await supabase.auditLog.createMany({
    data: denials.map((denial) => ({
      id: newId(),
      userId: denial.userId,
      action: "DENIED",
      resource: "procedures",
      resourceId: denial.procedure,
      newValues: { permission: denial.permission },
      ip: denial.ip ?? null,
    })),
  });
}
