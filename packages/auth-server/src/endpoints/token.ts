import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody } from "../read-body.ts";
import { tokenByPassword } from "./token-password.ts";
import { tokenByAuthCode } from "./token-pkce.ts";
import { tokenByRefresh } from "./token-refresh.ts";

const query = z.object({ grant_type: z.string().default("") });

/** POST /token: by password, refresh token or auth code; the other grants are off. */
export function token(app: FastifyInstance, auth: AuthContext): void {
  app.post("/token", async (request, reply) => {
    const { grant_type: grant } = query.catch({ grant_type: "" }).parse(request.query);
    if (grant === "password" || grant === "refresh_token" || grant === "pkce") auth.limits.token.take(request.ip);
    if (grant === "password") return tokenByPassword(auth, request);
    if (grant === "refresh_token") return tokenByRefresh(auth, request, reply);
    if (grant === "pkce") return tokenByAuthCode(auth, request);
    if (grant === "id_token") {
      const { provider } = readBody(request, z.object({ provider: z.string().nullish() }));
      throw new AuthError(400, "provider_disabled", `Provider (issuer "${provider ?? ""}") is not enabled`);
    }
    if (grant === "web3") throw new AuthError(422, "web3_provider_disabled", "Web3 provider is disabled");
    throw new AuthError(400, "invalid_credentials", "unsupported_grant_type");
  });
}
