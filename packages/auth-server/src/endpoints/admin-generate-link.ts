import type { FastifyInstance } from "fastify";
import type { PoolClient } from "pg";
import { z } from "zod";
import { EMAIL_TAKEN } from "../admin-user-fields.ts";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import type { MailKind } from "../mail/compose-mail.ts";
import { prepareTokenMail, redirectOf, type TokenRequest } from "../mailed-token.ts";
import type { TokenType } from "../one-time-token.ts";
import { requireAcceptablePassword } from "../password-hasher.ts";
import { jsonObject, readBody, requireEmail } from "../read-body.ts";
import { requireAdmin } from "../require-bearer.ts";
import { storeUser } from "../store-user.ts";
import { userJson } from "../user-json.ts";
import { findUserByEmail, findUserById, type UserRecord } from "../user-record.ts";

const body = z.object({
  type: z.string().nullish(),
  email: z.string().nullish(),
  new_email: z.string().nullish(),
  password: z.string().nullish(),
  data: jsonObject.nullish(),
  redirect_to: z.string().nullish(),
});
type Fields = z.infer<typeof body>;
type Target = Pick<TokenRequest, "user" | "kind"> & { to?: string; tokenType?: TokenType };

/** POST /admin/generate_link: the link and code that a mail would bring, for who sends his own. */
export function generateLink(app: FastifyInstance, auth: AuthContext): void {
  app.post("/admin/generate_link", async (request) => {
    await requireAdmin(auth, request);
    const fields = readBody(request, body);
    const email = requireEmail(fields.email ?? "");
    const redirectTo = redirectOf(auth, request, fields.redirect_to);
    const hash = fields.type === "signup" ? await hashOf(auth, fields.password) : null;
    const { user, kind, token, code, link } = await inTransaction(auth.pool, async (client) => {
      const target = await targetOf(auth, client, fields, email, hash);
      const issued = await prepareTokenMail(auth, client, { ...target, redirectTo });
      return { ...issued, kind: target.kind, user: (await findUserById(client, target.user.id)) ?? target.user };
    });
    await auth.report(request, {
      type: kind === "invite" ? "user_invited" : kind === "recovery" ? "recovery_requested" : "confirmation_requested",
      userId: user.id,
      email,
      reason: "link",
    });
    return {
      ...userJson(user),
      action_link: link,
      email_otp: code,
      hashed_token: token,
      verification_type: kind === "email_change" ? fields.type : kind,
      redirect_to: redirectTo,
    };
  });
}

async function hashOf(auth: AuthContext, password: string | null | undefined): Promise<string> {
  if (!password) throw new AuthError(400, "validation_failed", "Signup requires a valid password");
  requireAcceptablePassword(password, auth.passwordMinLength);
  return auth.passwords.hash(password);
}

async function targetOf(
  auth: AuthContext,
  client: PoolClient,
  fields: Fields,
  email: string,
  hash: string | null,
): Promise<Target> {
  const existing = await findUserByEmail(client, email);
  const make = (invited: boolean) => storeUser(client, { email, hash, invited, userMetadata: fields.data }, auth.now());
  switch (fields.type) {
    case "signup":
    case "invite": {
      if (existing?.email_confirmed_at) throw EMAIL_TAKEN();
      const kind: MailKind = fields.type;
      const user = existing ?? (await make(kind === "invite"));
      if (kind === "invite")
        await client.query("update auth.users set invited_at = $2 where id = $1", [user.id, auth.now()]);
      return { kind, user };
    }
    case "magiclink":
      return existing ? { kind: "magiclink", user: existing } : { kind: "signup", user: await make(false) };
    case "recovery":
      return { kind: "recovery", user: requireFound(existing) };
    case "email_change_current":
    case "email_change_new":
      return changeTarget(client, requireFound(existing), fields);
    case undefined:
    case null:
    default:
      throw new AuthError(400, "validation_failed", "Invalid email action link type requested");
  }
}

async function changeTarget(client: PoolClient, user: UserRecord, fields: Fields): Promise<Target> {
  const address = requireEmail(fields.new_email ?? "");
  if (await findUserByEmail(client, address)) throw EMAIL_TAKEN();
  await client.query(
    "update auth.users set email_change = $2::text, email_change_confirm_status = case when email_change = $2::text then email_change_confirm_status else 0 end where id = $1",
    [user.id, address],
  );
  return fields.type === "email_change_new"
    ? { kind: "email_change", user, to: address, tokenType: "email_change_token_new" }
    : { kind: "email_change", user, tokenType: "email_change_token_current" };
}

function requireFound(user: UserRecord | undefined): UserRecord {
  if (!user) throw new AuthError(404, "user_not_found", "User with this email not found");
  return user;
}
