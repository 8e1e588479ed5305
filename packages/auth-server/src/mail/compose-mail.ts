import type { Mail } from "./mailer.ts";

export type MailKind = "signup" | "invite" | "recovery" | "magiclink" | "email_change" | "reauthentication";

interface Words {
  readonly subject: string;
  readonly intro: string;
  readonly action: string;
  readonly outro: string;
}

const NOT_YOU = "If you did not ask for this, you can ignore this mail.";
const WORDS: Record<MailKind, Words> = {
  signup: {
    subject: "Confirm your address",
    intro: "Confirm this address to finish your account.",
    action: "Confirm address",
    outro: NOT_YOU,
  },
  invite: {
    subject: "You have been invited to Invista",
    intro: "Somebody invited you to work in Invista. Accept to choose a password and start.",
    action: "Accept invitation",
    outro: "If you do not know what this is about, you can ignore this mail.",
  },
  recovery: {
    subject: "Choose a new password",
    intro: "Somebody, hopefully you, asked for a new password for this address.",
    action: "Choose a new password",
    outro: `${NOT_YOU} Your password stays as it is.`,
  },
  magiclink: {
    subject: "Sign in to Invista",
    intro: "Use this link to sign in.",
    action: "Sign in",
    outro: NOT_YOU,
  },
  email_change: {
    subject: "Confirm the change of your address",
    intro: "The address of your account is about to change. Confirm it here.",
    action: "Confirm change",
    outro: "If you did not ask for this, do not confirm it and change your password.",
  },
  reauthentication: {
    subject: "Confirm that it is you",
    intro: "Somebody, hopefully you, is changing how you sign in.",
    action: "",
    outro: "If you did not ask for this, change your password.",
  },
};

export interface MailContent {
  readonly to: string;
  readonly code: string;
  /** None where only the code counts. */
  readonly link: string | null;
  /** What changes, such as "from old@example.com to new@example.com". */
  readonly detail?: string | undefined;
  readonly validMinutes: number;
}

/** The mail as plain text and simple HTML, with the link and the code in both. */
export function composeMail(kind: MailKind, { to, code, link, detail, validMinutes }: MailContent): Mail {
  const { subject, intro, action, outro } = WORDS[kind];
  const lead = [intro, ...(detail ? [detail] : [])];
  const valid = `Both are valid for ${duration(validMinutes)}, once.`;
  const text = [
    ...lead,
    ...(link === null ? [`Enter this code: ${code}`] : [`${action}: ${link}`, `Or enter this code: ${code}`]),
    link === null ? `It is valid for ${duration(validMinutes)}, once.` : valid,
    outro,
  ].join("\n\n");
  const body = [
    `<h1>${escapeHtml(subject)}</h1>`,
    ...lead.map((line) => `<p>${escapeHtml(line)}</p>`),
    ...(link === null
      ? [`<p>Enter this code: <strong>${code}</strong></p>`, `<p>It is valid for ${duration(validMinutes)}, once.</p>`]
      : [
          `<p><a href="${escapeHtml(link)}">${escapeHtml(action)}</a></p>`,
          `<p>Or enter this code: <strong>${code}</strong></p>`,
          `<p>${valid}</p>`,
        ]),
    `<p>${escapeHtml(outro)}</p>`,
  ].join("\n");
  const html = `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>\n<body>\n${body}\n</body>\n</html>\n`;
  return { to, subject, text: `${text}\n`, html };
}

function duration(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? "one hour" : `${minutes / 60} hours`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? "");
}
