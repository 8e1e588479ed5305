import { refuse } from "@invista/contracts/errors";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";

const claimsShape = z.object({
  sub: z.uuid(),
  session_id: z.uuid(),
  exp: z.number(),
  role: z.literal("authenticated"),
  is_anonymous: z.literal(false).optional(),
  aal: z.enum(["aal1", "aal2", "aal3"]).default("aal1"),
  amr: z.array(z.object({ method: z.string(), timestamp: z.number() })).default([]),
  email: z.string().nullish(),
  /** What the person wrote about himself: a name, never a right. */
  user_metadata: z.unknown(),
});
export type Claims = z.infer<typeof claimsShape>;

export interface TokenSource {
  /** Origin of the Supabase project, without /auth/v1. */
  readonly supabaseUrl: string | (() => string);
  /** Keys at hand, for the embedded server; fetched from the project where absent. */
  readonly jwks?: { readonly keys: readonly object[] } | undefined;
}

/** Makes the check of access tokens: signature by the published keys, issuer, audience, expiry, a person of flesh and blood. */
export function createTokenVerifier(source: TokenSource, now: () => Date): (token: string) => Promise<Claims> {
  const origin = () =>
    (typeof source.supabaseUrl === "string" ? source.supabaseUrl : source.supabaseUrl()).replace(/\/+$/, "");
  const verified = new LRUCache<string, Claims>({ max: 2_000 });
  let keys: JWTVerifyGetKey | undefined;
  const keySet = () =>
    (keys ??= source.jwks
      ? createLocalJWKSet(toKeySet(source.jwks))
      : createRemoteJWKSet(new URL(`${origin()}/auth/v1/.well-known/jwks.json`), {
          cooldownDuration: 30_000,
          cacheMaxAge: 600_000,
        }));

  return async (token) => {
    const known = verified.get(token);
    if (known) {
      if (known.exp * 1_000 > now().getTime()) return known;
      verified.delete(token);
    }
    const claims = await verify(token, keySet(), `${origin()}/auth/v1`, now());
    verified.set(token, claims);
    return claims;
  };
}

async function verify(token: string, keys: JWTVerifyGetKey, issuer: string, now: Date): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: "authenticated",
      // Never HS256 beside public keys: a public key would then serve as the secret.
      algorithms: ["ES256", "RS256"],
      clockTolerance: 5,
      requiredClaims: ["sub", "exp", "session_id"],
      currentDate: now,
    });
    return claimsShape.parse(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refuse("UNAUTHENTICATED", "auth.tokenExpired");
    if (keysAreOutOfReach(error))
      throw refuse("UNAVAILABLE", "database.unavailable", { database: "identity" }, { cause: error });
    throw refuse("UNAUTHENTICATED", "auth.tokenInvalid", {}, { cause: error });
  }
}

/** A project that can't be asked for its keys must not sign people out. */
function keysAreOutOfReach(error: unknown): boolean {
  if (error instanceof z.ZodError) return false;
  if (error instanceof errors.JOSEError)
    return (
      error instanceof errors.JWKSTimeout || error.code === "ERR_JOSE_GENERIC" || error instanceof errors.JWKSInvalid
    );
  return error instanceof TypeError && /fetch/i.test(error.message);
}

const keySetShape = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

function toKeySet(jwks: { readonly keys: readonly object[] }): JSONWebKeySet {
  return { keys: keySetShape.parse(jwks).keys.map((key) => ({ ...key })) };
}
