import type { FastifyRequest } from "fastify";
import { errors, type JWTPayload } from "jose";
import { z } from "zod";
import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { isOver, type SessionTimes } from "./session-limits.ts";
import { findUserById, isBanned, type UserRecord } from "./user-record.ts";

export interface SignedInUser {
  readonly user: UserRecord;
  readonly sessionId: string;
  readonly aal: string;
  /** How old the session is, in milliseconds. */
  readonly sessionAge: number;
  /** How its person proved himself. */
  readonly methods: readonly string[];
  /** When this token's session last proved the second factor, as far as the token knows. */
  readonly factorAt: Date | null;
}

const uuid = z.uuid();
const ADMIN_ROLES = new Set(["service_role", "supabase_admin"]);

/** The user whose valid access token and living session this request carries. */
export async function requireUser(auth: AuthContext, request: FastifyRequest): Promise<SignedInUser> {
  const claims = await requireClaims(auth, request);
  const audience = request.headers["x-jwt-aud"];
  if (typeof audience === "string" && audience !== "" && ![claims.aud].flat().includes(audience)) {
    throw new AuthError(400, "validation_failed", "Token audience doesn't match request audience");
  }
  if (!claims.sub) throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  if (!uuid.safeParse(claims.sub).success)
    throw new AuthError(403, "bad_jwt", "invalid claim: sub claim must be a UUID");
  const sessionId = claims.session_id;
  const { rows } = await auth.pool.query<SessionTimes & { aal: string; user_id: string; methods: string[] }>(
    `select id, aal, user_id, created_at, refreshed_at,
       array(select authentication_method from auth.mfa_amr_claims where session_id = s.id) as methods
     from auth.sessions s where id = $1`,
    [uuid.safeParse(sessionId).success ? sessionId : null],
  );
  const user = await findUserById(auth.pool, claims.sub);
  if (!user || user.deleted_at) throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
  const session = rows[0];
  if (!session || session.user_id !== user.id || typeof sessionId !== "string") {
    throw new AuthError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
  }
  if (isBanned(user, auth.now())) throw new AuthError(403, "user_banned", "User is banned");
  if (await isOver(auth, session)) throw new AuthError(403, "session_expired", "Session has reached its time limit");
  // A token from before the step-up does not get what the session has since.
  const aal = claims.aal === "aal1" ? "aal1" : session.aal;
  const sessionAge = auth.now().getTime() - session.created_at.getTime();
  return { user, sessionId, aal, sessionAge, methods: session.methods, factorAt: factorUse(claims) };
}

const RECENT_MS = 15 * 60_000;
const factorClaims = z.object({ amr: z.array(z.object({ method: z.string(), timestamp: z.number() })) });

/** Tells whether the second factor was proved in the last quarter of an hour. */
export function provedFactorLately(auth: AuthContext, { aal, factorAt }: SignedInUser): boolean {
  return aal !== "aal1" && factorAt !== null && auth.now().getTime() - factorAt.getTime() <= RECENT_MS;
}

function factorUse(claims: JWTPayload): Date | null {
  const methods = factorClaims.safeParse(claims);
  const used = methods.success && methods.data.amr.find(({ method }) => method === "totp");
  return used ? new Date(used.timestamp * 1_000) : null;
}

/** Lets only the service role pass. */
export async function requireAdmin(auth: AuthContext, request: FastifyRequest): Promise<void> {
  if (bearerOf(request) === auth.keys.serviceRoleKey) return;
  const claims = await requireClaims(auth, request);
  if (typeof claims.role !== "string" || !ADMIN_ROLES.has(claims.role))
    throw new AuthError(403, "not_admin", "User not allowed");
}

async function requireClaims(auth: AuthContext, request: FastifyRequest): Promise<JWTPayload> {
  const token = bearerOf(request);
  if (!token) throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  try {
    return await auth.keys.verify(token, auth.now());
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    const reason = error instanceof errors.JWTExpired ? "token is expired" : "signature or claims are not valid";
    throw new AuthError(403, "bad_jwt", `invalid JWT: unable to parse or verify signature, ${reason}`);
  }
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}
