import {
  changeInvitationInput,
  invitedOutput,
  inviteInput,
  listInvitationsInput,
  listInvitationsOutput,
  revokedInvitationOutput,
} from "@invista/contracts/invitation/invitation";
import { listInvitations, revokeInvitation } from "@invista/domain/identity";
import { sendAgain, sendInvitations } from "../flows/send-invitations.ts";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

/** Accepting is no procedure: who accepts has no account yet (POST /api/v1/invitations/accept). */
export const invitationRouter = router({
  list: query("user:read", "GET /invitations", "Invitations with what became of them, newest first, by page")
    .input(listInvitationsInput)
    .output(listInvitationsOutput)
    .query(({ ctx, input }) => listInvitations(ctx.host.supabase, input)),
  create: command("user:invite", "POST /invitations", "Invite people to a role in warehouses")
    .input(inviteInput)
    .output(invitedOutput)
    .mutation(({ ctx, input }) => sendInvitations(ctx, input)),
  resend: command("user:invite", "POST /invitations/{id}/resend", "Send an invitation once more, with a new link")
    .input(changeInvitationInput)
    .output(invitedOutput)
    .mutation(({ ctx, input }) => sendAgain(ctx, input)),
  revoke: command("user:invite", "POST /invitations/{id}/revoke", "Take an invitation back")
    .input(changeInvitationInput)
    .output(revokedInvitationOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => revokeInvitation(work, input))),
});
