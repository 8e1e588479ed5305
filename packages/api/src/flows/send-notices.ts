import type { Settings } from "@invista/contracts/config/registry";
import type { SupabasePrismaClient } from "@invista/db";
import { claimDigests, claimMails, markMailed } from "@invista/domain/system";

export interface NoticeMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailDesk {
  readonly supabase: SupabasePrismaClient;
  readonly settings: Settings;
  /** Hands a mail over; null while none is set up: then nothing is taken, and nothing lost. */
  readonly send: ((mail: NoticeMail) => Promise<void>) | null;
  /** Where the links of a mail lead. */
  readonly siteUrl: string;
}

/** Sends notifications whose receivers want them by mail; one that can't be handed over is tried again. Answers how many went. */
export async function sendDueMails({ supabase, send, siteUrl }: MailDesk): Promise<number> {
  if (!send) return 0;
  let sent = 0;
  for (const due of await claimMails(supabase)) {
    const link = due.link === null ? [] : [`${siteUrl}${due.link}`];
    await send(compose(due.email, due.title, [due.message], link));
    await markMailed(supabase, due.id);
    sent++;
  }
  return sent;
}

/** Sends the daily summaries that are due; answers how many went. */
export async function sendDigests({ supabase, settings, send, siteUrl }: MailDesk, now: Date): Promise<number> {
  if (!send) return 0;
  let sent = 0;
  for (const due of await claimDigests(supabase, settings.get("notifications.digest_hour"), now)) {
    const lines = due.rows.map((row) => `${row.title}: ${row.message}`);
    const more = due.unread - due.rows.length;
    const subject = due.unread === 1 ? "1 unread notification" : `${due.unread} unread notifications`;
    await send(
      compose(due.email, `${subject}, ${due.day}`, more > 0 ? [...lines, `and ${more} more`] : lines, [
        `${siteUrl}/notifications`,
      ]),
    );
    sent++;
  }
  return sent;
}

function compose(to: string, title: string, lines: readonly string[], links: readonly string[]): NoticeMail {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join("");
  const anchors = links.map((link) => `<p><a href="${escaped(link)}">Open in Invista</a></p>`).join("");
  return {
    to,
    // A line break in a title must not become a header.
    subject: title.replace(/[\r\n]+/g, " "),
    text: [title, "", ...lines, ...(links.length > 0 ? ["", ...links] : [])].join("\n"),
    html: `<!doctype html><html lang="en"><body><h1>${escaped(title)}</h1>${paragraphs}${anchors}</body></html>`,
  };
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
