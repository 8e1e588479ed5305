import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import type { ApiHost } from "@invista/api/kit/context";
import {
  acceptedOutput,
  acceptInvitationInput,
  invitationPreview,
  previewInvitationInput,
} from "@invista/contracts/invitation/invitation";
import { acceptInvitation, findInvitation } from "@invista/domain/identity";
import { newId } from "@invista/domain/shared/new-id";
import { runIdentityCommand } from "@invista/domain/shared/run-identity-command";
import type { FastifyInstance } from "fastify";

/** Mounts what someone without an account may do with the secret of an invitation; it travels in bodies, never in addresses. */
export function mountInvitations(app: FastifyInstance, host: ApiHost): void {
  app.post("/api/v1/invitations/preview", async (request, reply) => {
    const { token } = previewInvitationInput.parse(request.body);
    const found = await host.admit("read", () => findInvitation(host.supabase, token, host.now()));
    return await reply.header("cache-control", "no-store").send(invitationPreview.parse(found));
  });
  app.post("/api/v1/invitations/accept", async (request, reply) => {
    const input = acceptInvitationInput.parse(request.body);
    const invited = await findInvitation(host.supabase, input.token, host.now());
    const accepted = await host.admit("write", () =>
      runIdentityCommand(
        host,
        {
          procedure: "invitation.accept",
          actor: {
            userId: invited.userId,
            displayName: invited.email,
            permissions: new Set(),
            warehouses: [],
            limits: { maxApprovalAmount: "0", maxAdjustQty: "0", maxDiscountPct: "0" },
          },
          idempotencyKey: newId(),
          input: { invitationId: invited.id },
          origin: { ip: request.ip, userAgent: request.headers["user-agent"] },
        },
        (work) => acceptInvitation(work, input, host.authAdmin, host.settings ?? DEFAULT_SETTINGS),
      ),
    );
    return await reply.header("cache-control", "no-store").send(acceptedOutput.parse(accepted));
  });
}
