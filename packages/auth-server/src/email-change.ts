import type { PoolClient } from "pg";
import type { AuthContext } from "./auth-context.ts";
import type { CodeChallenge } from "./flow-state.ts";
import type { Mail } from "./mail/mailer.ts";
import { prepareTokenMail } from "./mailed-token.ts";
import type { UserRecord } from "./user-record.ts";

/** The mails that confirm a change to `user.email_change`: one to the new address and, where both must agree, one to the old. */
export async function prepareEmailChange(
  auth: AuthContext,
  client: PoolClient,
  { user, redirectTo, challenge }: { user: UserRecord; redirectTo: string; challenge: CodeChallenge | null },
): Promise<Mail[]> {
  const common = {
    kind: "email_change",
    user,
    redirectTo,
    challenge,
    detail: `From ${user.email || "none"} to ${user.email_change}.`,
  } as const;
  await client.query("update auth.users set email_change_confirm_status = 0 where id = $1", [user.id]);
  const mails = [
    (await prepareTokenMail(auth, client, { ...common, to: user.email_change, tokenType: "email_change_token_new" }))
      .mail,
  ];
  if (auth.doubleConfirmEmail && user.email) {
    const current = { ...common, to: user.email, tokenType: "email_change_token_current" } as const;
    mails.push((await prepareTokenMail(auth, client, current)).mail);
  }
  return mails;
}
