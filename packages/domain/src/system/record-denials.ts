import type { SupabasePrismaClient } from "@invista/db";
import { newId } from "../shared/new-id.ts";

export interface DeniedCall {
  /** Null for a key that is nobody's. */
  readonly userId: string | null;
  readonly procedure: string;
  readonly permission?: string | undefined;
  readonly rule: string;
  readonly ip?: string | undefined;
  readonly apiKeyId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly keyPrefix?: string | undefined;
  /** How many more like it were not written one by one. */
  readonly more?: number | undefined;
}

/** Writes refused calls into the audit trail, in one statement. */
export async function recordDenials(supabase: SupabasePrismaClient, denials: readonly DeniedCall[]): Promise<void> {
  await supabase.auditLog.createMany({
    data: denials.map(({ userId, procedure, permission, rule, ip, apiKeyId, sessionId, keyPrefix, more }) => ({
      id: newId(),
      userId,
      action: "DENIED",
      resource: "procedures",
      resourceId: procedure,
      newValues: { rule, permission, keyPrefix, more },
      ip: ip ?? null,
      apiKeyId: apiKeyId ?? null,
      sessionId: sessionId ?? null,
    })),
  });
}
