import { createTransport } from "nodemailer";
import type { Mailer } from "./mailer.ts";

/** Sends by the SMTP server of this address, such as smtps://user:password@host. */
export function smtpMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: 10_000, socketTimeout: 20_000 });
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}
