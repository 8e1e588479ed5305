import { refuse } from "@invista/contracts/errors";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import type { Claims } from "./verify-token.ts";

const nameShape = z.string().trim().max(80).catch("");
const names = z.object({ first_name: nameShape, last_name: nameShape }).catch({ first_name: "", last_name: "" });

/**
 * Lets in who signed up by himself and proved his address: he gets a user without any role, and who may give one is told.
 * Whoever was invited accepts the invitation instead. Repeating it changes nothing.
 */
export async function adoptAccount(supabase: SupabasePrismaClient, claims: Claims): Promise<void> {
  const { sub: id, email } = claims;
  if (!email) throw refuse("UNAUTHENTICATED", "auth.userInactive");
  const given = names.parse(claims.user_metadata);
  const profile = { firstName: clean(given.first_name), lastName: clean(given.last_name) };
  const address = email.toLowerCase();
  await supabase.$transaction(async (tx) => {
    // With the lock of invitations: an address is invited or adopted, not both.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`invite:${address}`}, 0))`;
    const [known] = await tx.$queryRaw<{ id: string; status: string }[]>`
      SELECT id, status::text AS status FROM "user" WHERE id = ${id} OR lower(email) = ${address}`;
    if (known?.status === "INVITED") throw refuse("UNAUTHENTICATED", "auth.invited");
    if (known) return;
    await tx.user.create({
      data: { id, email: address, status: "ACTIVE", profile: { create: profile } },
    });
    await tx.auditLog.create({
      data: { userId: id, action: "JOIN", resource: "users", resourceId: id, newValues: { email: address } },
    });
    await tx.$executeRaw`
      INSERT INTO user_notification (id, user_id, type, title, message, link, dedupe_key, mail_due_at)
      SELECT gen_random_uuid()::text, givers.user_id, 'INFO', 'Someone waits for a role', ${`${address} signed up and can do nothing before a role is given.`},
        '/team', ${`joined:${id}`}, now()
      FROM (SELECT DISTINCT user_id FROM user_permission WHERE permission = 'role:assign') givers
      ON CONFLICT (user_id, dedupe_key) DO NOTHING`;
  });
}

function clean(name: string): string | null {
  return name.toWellFormed().replaceAll("\0", "") || null;
}
