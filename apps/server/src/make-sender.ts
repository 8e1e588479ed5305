import type { MailDesk } from "@invista/api/flows/send-notices";
import { smtpMailer, type Mailer } from "@invista/auth-server";
import type { Settings } from "@invista/contracts/config/registry";

/** Finds the way mails go now: by the server chosen in the settings, else the one the process was started with; null without either. */
export function makeSender(settings: Settings, from: string, otherwise: Mailer | null): () => MailDesk["send"] {
  let made: { readonly url: string; readonly mailer: Mailer } | null = null;
  return () => {
    const url = settings.get("notifications.smtp_url");
    if (url && made?.url !== url) made = { url, mailer: smtpMailer(url, from) };
    const mailer = url ? made?.mailer : otherwise;
    return mailer ? (mail) => mailer.send(mail) : null;
  };
}
