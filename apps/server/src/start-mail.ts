import { smtpMailer, startMailCatcher, type Mailer } from "@invista/auth-server";
import type { Environment } from "./environment.ts";

export interface RunningMail {
  /** Null where no mail is sent: what needs it answers that it is off. */
  readonly mailer: Mailer | null;
  /** For notifications, which a hosted project does not send for us. */
  readonly notices: Mailer | null;
  readonly from: string;
  /** Where caught mails can be read; null where mails really go out. */
  readonly url: string | null;
  close(): Promise<void>;
}

/** Mails go out by SMTP where there is a server for it; short of production they are caught for the developer to read. */
export async function startMail(environment: Environment, siteUrl: string): Promise<RunningMail> {
  const from = environment.MAIL_FROM ?? `Invista <invista@${new URL(siteUrl).hostname}>`;
  const nothing = { mailer: null, notices: null, from, url: null, close: async () => {} };
  const smtp = environment.SMTP_URL ? smtpMailer(environment.SMTP_URL, from) : null;
  if (environment.SUPABASE_URL) return { ...nothing, notices: smtp };
  if (smtp) return { ...nothing, mailer: smtp, notices: smtp };
  if (environment.APP_ENV === "production") return nothing;
  const catcher = await startMailCatcher(environment.MAIL_CATCHER_PORT);
  return { mailer: catcher, notices: catcher, from, url: catcher.url, close: () => catcher.close() };
}
