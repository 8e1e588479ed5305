import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const found = z.object({ messages: z.array(z.object({ ID: z.string(), Subject: z.string() })) });
const message = z.object({ Subject: z.string(), Text: z.string() });

/** The newest mail to this address with this subject, once it is there; others, notices of security among them, may come at any time. */
export async function readMail(to: string, about: string): Promise<{ subject: string; text: string }> {
  const mails = process.env.INVISTA_E2E_MAIL ?? "";
  for (let tries = 0; tries < 100; tries++) {
    const { messages } = found.parse(await json(`${mails}/api/v1/search?query=to:${encodeURIComponent(to)}&limit=20`));
    const mail = messages.find(({ Subject }) => Subject === about);
    if (mail) {
      const { Subject, Text } = message.parse(await json(`${mails}/api/v1/message/${mail.ID}`));
      return { subject: Subject, text: Text };
    }
    await sleep(100);
  }
  throw new Error(`no mail "${about}" came for ${to}`);
}

/** The link in a mail. */
export function linkIn(text: string): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (!link) throw new Error("there is no link in the mail");
  return link;
}

async function json(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

/** The six digits of a mail. */
export function codeIn(text: string): string {
  const code = /\b\d{6}\b/.exec(text)?.[0];
  if (!code) throw new Error("there is no code in the mail");
  return code;
}
