import type { NeonPrismaClient } from "@invista/db";

export interface DirectoryRow {
  readonly id: string;
  readonly displayName: string;
  readonly status: string;
  readonly changedAt: Date;
}

/** The newest change the directory has seen; null when it is empty. */
export async function directoryHead(neon: NeonPrismaClient): Promise<Date | null> {
  const head = await neon.user.aggregate({ _max: { syncedAt: true } });
  return head._max.syncedAt;
}

/** Writes names and states of users into the directory that business screens read; repeating it changes nothing. */
export async function writeDirectory(neon: NeonPrismaClient, entries: readonly DirectoryRow[]): Promise<number> {
  if (entries.length === 0) return 0;
  return neon.$executeRaw`
    INSERT INTO "user" (id, display_name, status, synced_at)
    SELECT x.id, x."displayName", x.status::user_status, x."changedAt" FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS x(id text, "displayName" text, status text, "changedAt" timestamptz)
    ON CONFLICT (id) DO UPDATE SET display_name = EXCLUDED.display_name, status = EXCLUDED.status, synced_at = EXCLUDED.synced_at
    WHERE ("user".display_name, "user".status, "user".synced_at) IS DISTINCT FROM (EXCLUDED.display_name, EXCLUDED.status, EXCLUDED.synced_at)`;
}
