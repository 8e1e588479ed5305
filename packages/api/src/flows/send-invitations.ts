import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import type { Invited, ChangeInvitationInput, InviteInput } from "@invista/contracts/invitation/invitation";
import { invite, resendInvitation, type InvitationMail } from "@invista/domain/identity";
import type { IdentityWork } from "@invista/domain/shared/identity-work";
import type { NeonRead } from "@invista/domain/shared/work";
import type { ApiHost } from "../kit/context.ts";
import { requireWarehouses } from "./require-warehouses.ts";

interface Commanding {
  readonly host: ApiHost;
  readonly actor: { readonly displayName: string };
  readonly read: NeonRead;
  commitIdentity<Output extends object>(
    body: (work: IdentityWork) => Promise<Output>,
    options: { shownOnce: readonly string[] },
  ): Promise<Output>;
}

/** Invites, then sends the mails; where no mail can be sent the links are answered instead, this once. */
export async function sendInvitations(ctx: Commanding, input: InviteInput): Promise<Invited> {
  await requireWarehouses(ctx.read, input.warehouseScope);
  const { results, mails } = await ctx.commitIdentity((work) => invite(work, input, usualHours(ctx.host)), {
    shownOnce: ["mails"],
  });
  return { results, links: await deliver(ctx, mails) };
}

/** Sends an invitation once more with a new link. */
export async function sendAgain(ctx: Commanding, input: ChangeInvitationInput): Promise<Invited> {
  const { email, mails } = await ctx.commitIdentity((work) => resendInvitation(work, input, usualHours(ctx.host)), {
    shownOnce: ["mails"],
  });
  return { results: [{ email, outcome: "INVITED", id: input.id }], links: await deliver(ctx, mails) };
}

/** For how long an invitation holds where nobody says. */
function usualHours(host: ApiHost): number {
  return (host.settings ?? DEFAULT_SETTINGS).get("security.invitation_hours");
}

async function deliver(ctx: Commanding, mails: readonly InvitationMail[] | null): Promise<Invited["links"]> {
  const { host } = ctx;
  const { mailer } = host;
  // The secret is after the hash, which browsers send to no server and scanners do not use up.
  const links = (mails ?? []).map((mail) => ({ mail, link: `${host.siteUrl()}/accept-invitation#${mail.token}` }));
  if (!mailer) return links.map(({ mail, link }) => ({ email: mail.email, link }));
  const undelivered: { email: string; link: string }[] = [];
  for (const { mail, link } of links) {
    try {
      await mailer.send(compose(ctx.actor.displayName, mail, link));
    } catch {
      undelivered.push({ email: mail.email, link });
    }
  }
  return undelivered;
}

function compose(inviter: string, { email, role, expiresAt }: InvitationMail, link: string) {
  const lines = [
    `${inviter} invited you to work in Invista as ${role}.`,
    `Accept the invitation and choose a password: ${link}`,
    `The link works once, until ${expiresAt.slice(0, 10)}.`,
    "If you do not know what this is about, you can ignore this mail.",
  ];
  const html = lines.map((line) => `<p>${escapeHtml(line).replace(link, `<a href="${link}">${link}</a>`)}</p>`);
  return {
    to: email,
    subject: "You have been invited to Invista",
    text: `${lines.join("\n\n")}\n`,
    html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Invitation</title></head><body>\n${html.join("\n")}\n</body></html>\n`,
  };
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? "");
}
