import type { Settings } from "@invista/contracts/config/registry";
import type { SupabasePrismaClient } from "@invista/db";
import { claimDigests, claimMails, markMailed, releaseDigest } from "@invista/domain/system";

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

/**
 * Sends notifications whose receivers want them by mail; one that can't be handed over is tried again and holds up no other. Answers how
 * many went; when some did not, throws what the first met after the last was tried.
 */
export async function sendDueMails({ supabase, send, siteUrl }: MailDesk): Promise<number> {
  if (!send) return 0;
  return sendEach(await claimMails(supabase), async (due) => {
    const link = due.link === null ? [] : [`${siteUrl}${due.link}`];
    await send(compose(due.email, due.title, [due.message], link));
    await markMailed(supabase, due.id);
  });
}

async function sendEach<Due>(all: readonly Due[], sendOne: (due: Due) => Promise<void>): Promise<number> {
  const failures: unknown[] = [];
  for (const due of all) {
    try {
      await sendOne(due);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${all.length} mails were refused`);
  return all.length;
}

/** Sends the daily summaries that are due; one that can't be handed over is due again. Answers how many went. */
export async function sendDigests({ supabase, settings, send, siteUrl }: MailDesk, now: Date): Promise<number> {
  if (!send) return 0;
  const hour = settings.get("notifications.digest_hour");
  return sendEach(await claimDigests(supabase, hour, now, settings.get("general.time_zone")), async (due) => {
    const lines = due.rows.map((row) => `${row.title}: ${row.message}`);
    const more = due.unread - due.rows.length;
    const subject = due.unread === 1 ? "1 unread notification" : `${due.unread} unread notifications`;
    const body = more > 0 ? [...lines, `and ${more} more`] : lines;
    try {
      await send(compose(due.email, `${subject}, ${due.day}`, body, [`${siteUrl}/notifications`]));
    } catch (error) {
      await releaseDigest(supabase, due);
      throw error;
    }
  });
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
