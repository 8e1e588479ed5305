import type { FastifyRequest } from "fastify";
import type { PoolClient } from "pg";
import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { startFlow, type CodeChallenge } from "./flow-state.ts";
import { composeMail, type MailKind } from "./mail/compose-mail.ts";
import type { Mail } from "./mail/mailer.ts";
import { issueToken, type IssuedToken, type TokenType } from "./one-time-token.ts";
import { resolveRedirect } from "./resolve-redirect.ts";
import type { UserRecord } from "./user-record.ts";

export interface TokenMail extends IssuedToken {
  readonly mail: Mail;
  readonly link: string;
}

interface Kind {
  readonly tokenType: TokenType;
  readonly sentAt: "confirmation_sent_at" | "recovery_sent_at" | "email_change_sent_at" | "reauthentication_sent_at";
}

const KINDS: Record<MailKind, Kind> = {
  signup: { tokenType: "confirmation_token", sentAt: "confirmation_sent_at" },
  invite: { tokenType: "confirmation_token", sentAt: "confirmation_sent_at" },
  recovery: { tokenType: "recovery_token", sentAt: "recovery_sent_at" },
  magiclink: { tokenType: "recovery_token", sentAt: "recovery_sent_at" },
  email_change: { tokenType: "email_change_token_new", sentAt: "email_change_sent_at" },
  reauthentication: { tokenType: "reauthentication_token", sentAt: "reauthentication_sent_at" },
};

/** How a session that began with a mail of this kind is said to have been proved, in the PKCE flow. */
export const FLOW_METHOD: Record<string, string> = {
  signup: "email/signup",
  invite: "invite",
  recovery: "recovery",
  magiclink: "magiclink",
  email_change: "email_change",
};

export interface TokenRequest {
  readonly kind: MailKind;
  readonly user: UserRecord;
  /** Where the mail goes; the person's own address if not said. */
  readonly to?: string;
  readonly tokenType?: TokenType;
  readonly redirectTo: string;
  readonly challenge?: CodeChallenge | null;
  readonly detail?: string;
}

/** Makes a token and the mail that brings it; sent by the caller when the transaction stands. */
export async function prepareTokenMail(
  auth: AuthContext,
  client: PoolClient,
  { kind, user, to = user.email ?? "", redirectTo, challenge = null, ...more }: TokenRequest,
): Promise<TokenMail> {
  const { tokenType, sentAt } = KINDS[kind];
  const seconds = kind === "invite" ? auth.invitationSeconds : auth.otpSeconds;
  const now = auth.now();
  const issued = await issueToken(auth, client, user, {
    type: more.tokenType ?? tokenType,
    address: to,
    seconds,
    ...(challenge && { prefix: "pkce_" }),
  });
  if (challenge) await startFlow(client, user, FLOW_METHOD[kind] ?? kind, challenge, now);
  await client.query(`update auth.users set ${sentAt} = $2, updated_at = $2 where id = $1`, [user.id, now]);
  const parameters = new URLSearchParams({ token: issued.token, type: kind, redirect_to: redirectTo });
  const link = `${auth.issuer()}/verify?${parameters.toString()}`;
  const mail = composeMail(kind, {
    to,
    code: issued.code,
    link: kind === "reauthentication" ? null : link,
    detail: more.detail,
    validMinutes: Math.round(seconds / 60),
  });
  return { ...issued, mail, link };
}

/** Where this request wants its link to lead back to, as far as it may. */
export function redirectOf(auth: AuthContext, request: FastifyRequest, inBody?: string | null): string {
  const query: unknown = Reflect.get(Object(request.query), "redirect_to");
  return resolveRedirect(query || inBody || "", auth.siteUrl, auth.redirectAllowList);
}

/** Refuses what needs mail where none is sent. */
export function requireMailer(auth: AuthContext, what: string) {
  if (!auth.mailer) throw new AuthError(422, "email_provider_disabled", `${what} by mail is disabled`);
  return auth.mailer;
}

/** Lets one mail of a kind go to an address within the frequency, or refuses in the protocol's words. */
export function takeMailTurn(auth: AuthContext, kind: string, address: string): void {
  const now = auth.now().getTime();
  const name = `${kind} ${address}`;
  const left = auth.mailPace.left(name, now);
  if (left > 0)
    throw new AuthError(
      429,
      "over_email_send_rate_limit",
      `For security purposes, you can only request this after ${Math.ceil(left / 1_000)} seconds.`,
    );
  auth.mailPace.add(name, now);
}
