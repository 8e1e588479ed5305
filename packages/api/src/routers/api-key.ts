import { makeApiKey } from "@invista/auth";
import {
  createApiKeyInput,
  createApiKeyOutput,
  listApiKeysInput,
  listApiKeysOutput,
  revokeApiKeyInput,
  revokeApiKeyOutput,
} from "@invista/contracts/access/api-key";
import { createApiKey, listApiKeys, revokeApiKey } from "@invista/domain/access";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";
import { requireWarehouses } from "../flows/require-warehouses.ts";

export const apiKeyRouter = router({
  list: query("api_key:read", "GET /api-keys", "The caller's own API keys, without their secrets")
    .input(listApiKeysInput)
    .output(listApiKeysOutput)
    .query(({ ctx }) => listApiKeys(ctx.host.supabase, ctx.actor.userId)),
  listAll: query("api_key:read_all", "GET /api-keys/all", "Everyone's API keys, without their secrets")
    .input(listApiKeysInput)
    .output(listApiKeysOutput)
    .query(({ ctx }) => listApiKeys(ctx.host.supabase, null)),
  create: command("api_key:create", "POST /api-keys", "Make an API key of the caller's; its text is answered once")
    .input(createApiKeyInput)
    .output(createApiKeyOutput)
    .mutation(async ({ ctx, input }) => {
      await requireWarehouses(ctx.read, input.warehouseScope);
      const made = makeApiKey();
      return ctx.commitIdentity((work) => createApiKey(work, input, made), { shownOnce: ["key"] });
    }),
  revoke: command("api_key:revoke", "POST /api-keys/{id}/revoke", "End one of the caller's own API keys")
    .input(revokeApiKeyInput)
    .output(revokeApiKeyOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => revokeApiKey(work, input, ctx.actor.userId))),
  revokeAny: command("api_key:revoke_all", "POST /api-keys/{id}/revoke-any", "End anyone's API key")
    .input(revokeApiKeyInput)
    .output(revokeApiKeyOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => revokeApiKey(work, input, null))),
});
