import type { MailDesk } from "@invista/api/flows/send-notices";
import { smtpMailer } from "@invista/auth-server";
import type { Settings } from "@invista/contracts/config/registry";

const FROM = "Invista <no-reply@invista.invalid>";

/** Finds the way mails go now: by the server chosen in the settings, else by the environment's; null without either. */
export function makeSender(settings: Settings, smtpUrl: string | undefined): () => MailDesk["send"] {
  let made: { readonly url: string; readonly send: NonNullable<MailDesk["send"]> } | null = null;
  return () => {
    const url = settings.get("notifications.smtp_url") || smtpUrl;
    if (!url) return null;
    if (made?.url !== url) {
      const mailer = smtpMailer(url, FROM);
      made = { url, send: (mail) => mailer.send(mail) };
    }
    return made.send;
  };
}
