import type { SupabasePrismaClient } from "@invista/db";

export interface DirectoryEntry {
  readonly id: string;
  readonly displayName: string;
  readonly status: string;
  readonly changedAt: Date;
}

/**
 * The users changed since a minute before a moment (all of them without one; a change may commit after a newer one was copied), as the business database's directory shows them: no e-mail, no credentials.
 */
export async function listChangedUsers(supabase: SupabasePrismaClient, since: Date | null): Promise<DirectoryEntry[]> {
  return supabase.$queryRaw<DirectoryEntry[]>`
    SELECT u.id, CASE WHEN u.status = 'DELETED' THEN 'Removed user' ELSE coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), split_part(u.email, '@', 1)) END AS "displayName", u.status::text AS status,
      greatest(u.updated_at, p.updated_at) AS "changedAt"
    FROM "user" u LEFT JOIN profile p ON p.user_id = u.id WHERE ${since}::timestamptz IS NULL OR greatest(u.updated_at, p.updated_at) >= ${since}::timestamptz - interval '1 minute' ORDER BY 4 LIMIT 50000`;
}
