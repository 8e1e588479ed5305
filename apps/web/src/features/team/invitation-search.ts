import { invitationState } from "@invista/contracts/invitation/invitation";
import { z } from "zod";

/** What the address of the invitations says. */
export const invitationSearch = z.object({ state: invitationState.optional().catch(undefined) });
export type InvitationSearch = z.infer<typeof invitationSearch>;
