import {
  invitationState,
  type InvitationRow,
  type ListInvitationsInput,
} from "@invista/contracts/invitation/invitation";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import { cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, sql, when } from "../shared/identity-sql.ts";
import { without } from "../shared/without.ts";
import { NAME } from "./person.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);
type InvitationRecord = Omit<InvitationRow, "createdAt" | "expiresAt" | "state"> & {
  createdAt: Date;
  expiresAt: Date;
  state: string;
  created_key: string;
};

/** Invitations, the newest first, with what became of them. */
export async function listInvitations(
  supabase: SupabasePrismaClient,
  input: ListInvitationsInput,
): Promise<{ rows: InvitationRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const state = sql`CASE WHEN i.accepted_at IS NOT NULL THEN 'ACCEPTED' WHEN i.revoked_at IS NOT NULL THEN 'REVOKED' WHEN i.expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END`;
  const conditions = all([
    when(input.state, (wanted) => sql`${state} = ${wanted}`),
    when(after, ([created, id]) => sql`(i.created_at, i.id) < (${created}::timestamptz, ${id})`),
  ]);
  const rows = await supabase.$queryRaw<InvitationRecord[]>`
    SELECT i.id, i.email, r.name AS role, i.warehouse_scope AS warehouses, coalesce(${NAME}, 'Invista') AS "invitedBy", i.created_at AS "createdAt",
      i.expires_at AS "expiresAt", ${state} AS state, i.created_at::text AS created_key
    FROM team_invitation i JOIN role r ON r.id = i.role_id LEFT JOIN "user" u ON u.id = i.invited_by LEFT JOIN profile p ON p.user_id = u.id
    WHERE ${conditions} ORDER BY i.created_at DESC, i.id DESC LIMIT ${input.limit + 1}`;
  const page = cutPage(rows, input.limit, (row) => [row.created_key, row.id]);
  return {
    rows: page.rows.map((row) => ({
      ...without(row, "created_key"),
      state: invitationState.parse(row.state),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    })),
    nextCursor: page.nextCursor,
  };
}
