import { Refusal, refuse } from "@invista/contracts/errors";
import type { SupabasePrismaClient } from "@invista/db";
import type { Actor } from "./actor.ts";
import { listenForAccessChanges } from "./access-listener.ts";
import { adoptAccount } from "./adopt-account.ts";
import { cacheNameOf, checkApiKey, KeyLimiter, type CheckedKey } from "./authenticate-api-key.ts";
import { loadSessionRights, type CheckedRights } from "./load-rights.ts";
import { UseRecorder } from "./record-use.ts";
import { RightsCache, TRUST, type TrustTimes } from "./rights-cache.ts";
import { createTokenVerifier, type Claims, type TokenSource } from "./verify-token.ts";

export interface AuthenticatorOptions extends TokenSource {
  readonly supabase: SupabasePrismaClient;
  /** Unpooled URL for LISTEN; without it a check is trusted for 5 seconds. */
  readonly listenUrl?: string | undefined;
  readonly now?: () => Date;
  readonly trust?: Partial<TrustTimes>;
  readonly log?: (error: unknown) => void;
  /** Whether somebody who signed up by himself is let in, without a role; nobody is where it is absent. */
  readonly signUpOpen?: () => boolean;
  /** Told of who is known but may not pass yet, and of keys that are none. */
  readonly refused?: (call: RefusedCall) => void;
}

export interface RefusedCall {
  /** Null where a key tells of nobody. */
  readonly userId: string | null;
  readonly procedure: string;
  readonly rule: string;
  readonly ip: string | undefined;
  readonly sessionId?: string;
  /** The part of a key that is no secret. */
  readonly keyPrefix?: string | undefined;
}

export interface AuthenticateOptions {
  /** Asks the database whatever is cached: for what must not go on for another second. */
  readonly fresh?: boolean | undefined;
  /** With the identity database down, reads go on for longer than writes. */
  readonly intent?: "read" | "write" | undefined;
  /** Lets through who must still set up a second factor ("setUp"), and who has one but did not use it ("password"). */
  readonly allow?: "setUp" | "password" | undefined;
  /** For looks that nobody asked for: they are no use of the session and don't count towards a key's rate. */
  readonly unattended?: boolean | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  /** What the browser calls itself from one session to the next. */
  readonly deviceId?: string | undefined;
  /** What is asked for, to be named where it is refused. */
  readonly procedure?: string | undefined;
}

export interface Authenticator {
  /** Turns an Authorization header into who acts and what he may do, or refuses. */
  authenticate(header: string | undefined, options?: AuthenticateOptions): Promise<Actor>;
  close(): Promise<void>;
}

const REST_AFTER_OUTAGE_MS = 1_000;

/** Makes the one gate of the API: access tokens and API keys in, actors out. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const now = options.now ?? (() => new Date());
  const log =
    options.log ??
    ((error) => console.warn(`authentication: ${error instanceof Error ? error.message : String(error)}`));
  const { supabase } = options;
  const listener = options.listenUrl
    ? listenForAccessChanges(options.listenUrl, (id) => cache.changed(id), log)
    : undefined;
  const cache = new RightsCache({ ...TRUST, ...options.trust }, () => listener?.heard() ?? { since: 0, until: 0 });
  const verifyToken = createTokenVerifier(options, now);
  const uses = new UseRecorder(supabase, log);
  const keyLimits = new KeyLimiter();
  const underway = new Map<string, Promise<CheckedRights>>();
  let restUntil = 0;

  async function ask(name: string, load: () => Promise<CheckedRights>): Promise<CheckedRights> {
    const checkedAt = performance.now();
    const changesBefore = cache.changes;
    try {
      const checked = await load();
      cache.store(name, checked, checkedAt, changesBefore);
      return checked;
    } catch (error) {
      if (isOutage(error)) restUntil = performance.now() + REST_AFTER_OUTAGE_MS;
      else cache.forget(name);
      throw error;
    }
  }

  async function rightsOf(
    name: string,
    load: () => Promise<CheckedRights>,
    { fresh = false, intent = "write" }: AuthenticateOptions,
  ): Promise<CheckedRights> {
    if (fresh) return ask(name, load);
    const trusted = cache.trusted(name, now());
    if (trusted) return trusted;
    const bridging = () => cache.bridging(name, intent, now());
    // A database that is down is asked once a second, not by every request.
    const resting = performance.now() < restUntil ? bridging() : undefined;
    if (resting) return resting;
    const asked = underway.get(name) ?? ask(name, load).finally(() => underway.delete(name));
    underway.set(name, asked);
    try {
      return await asked;
    } catch (error) {
      const bridged = isOutage(error) ? bridging() : undefined;
      if (bridged) return bridged;
      throw error;
    }
  }

  async function bySession(token: string, call: AuthenticateOptions): Promise<Actor> {
    const claims = await verifyToken(token);
    const checked = await rightsOf(claims.session_id, () => sessionRights(claims), call);
    if (checked.userId !== claims.sub) throw refuse("UNAUTHENTICATED", "auth.sessionRevoked");
    const aal = claims.aal < checked.aal ? claims.aal : checked.aal;
    const rule = gateOf(checked, aal, call);
    if (rule) {
      tell(call, { userId: claims.sub, sessionId: claims.session_id, rule });
      throw refuse("FORBIDDEN", rule);
    }
    if (!call.unattended) uses.session({ sessionId: claims.session_id, userId: claims.sub, aal, ...pick(call) });
    return toActor(checked, { aal, secondFactorAt: secondFactorAt(claims), sessionId: claims.session_id });
  }

  async function sessionRights(claims: Claims): Promise<CheckedRights> {
    const load = () => loadSessionRights(supabase, claims.sub, claims.session_id, now());
    try {
      return await load();
    } catch (error) {
      const isNew = error instanceof Refusal && error.details.unknown === true;
      if (!isNew || !options.signUpOpen?.()) throw error;
      await adoptAccount(supabase, claims);
      return load();
    }
  }

  async function byApiKey(key: string, call: AuthenticateOptions): Promise<Actor> {
    const checked = await checkedKey(key, call).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "UNAUTHENTICATED")
        tell(call, { userId: null, keyPrefix: /^inv_([A-Za-z0-9]{1,12})/.exec(key)?.[1], rule: error.rule });
      throw error;
    });
    if (!call.unattended) {
      keyLimits.take(checked.apiKeyId, checked.perMinute);
      uses.apiKey(checked.apiKeyId);
    }
    return toActor(checked, { aal: "aal1", secondFactorAt: null, apiKeyId: checked.apiKeyId });
  }

  async function checkedKey(key: string, call: AuthenticateOptions): Promise<CheckedKey> {
    const checked = await rightsOf(cacheNameOf(key), () => checkApiKey(supabase, key, now()), call);
    if (!isCheckedKey(checked)) throw refuse("UNAUTHENTICATED", "auth.apiKeyInvalid");
    return checked;
  }

  function tell(call: AuthenticateOptions, refused: Omit<RefusedCall, "procedure" | "ip">): void {
    if (!call.unattended) options.refused?.({ procedure: call.procedure ?? "unnamed", ip: call.ip, ...refused });
  }

  return {
    async authenticate(header, call = {}) {
      const credential = /^bearer +(\S+)$/i.exec(header?.trim() ?? "")?.[1];
      if (!credential) throw refuse("UNAUTHENTICATED", "auth.required");
      return credential.startsWith("inv_") ? byApiKey(credential, call) : bySession(credential, call);
    },
    async close() {
      await listener?.close();
      await uses.settle();
    },
  };
}

/** What keeps a living session from this call: its second factor, missing or not used. */
function gateOf(checked: CheckedRights, aal: string, { allow }: AuthenticateOptions) {
  if (checked.needsSecondFactor && aal === "aal1" && allow !== "password") return "auth.mfaRequired";
  return checked.mustSetUpSecondFactor && allow === undefined ? "auth.mfaSetupRequired" : null;
}

function pick({ ip, userAgent, deviceId }: AuthenticateOptions) {
  return { ip, userAgent, deviceId };
}

function toActor(
  checked: CheckedRights,
  session: Pick<Actor, "aal" | "secondFactorAt" | "sessionId" | "apiKeyId">,
): Actor {
  const { rights } = checked;
  return {
    userId: checked.userId,
    displayName: checked.displayName,
    email: checked.email,
    roles: rights.roles,
    permissions: rights.permissions,
    warehouses: rights.warehouses,
    limits: rights.limits,
    hasSecondFactor: checked.needsSecondFactor,
    mustSetUpSecondFactor: checked.mustSetUpSecondFactor,
    sessionLimits: checked.sessionLimits,
    ...session,
    scopeOf: (permission) => rights.scopes.get(permission) ?? [],
  };
}

function secondFactorAt(claims: Claims): Date | null {
  const used = claims.amr.filter(({ method }) => method === "totp").map(({ timestamp }) => timestamp);
  return used.length > 0 ? new Date(Math.max(...used) * 1_000) : null;
}

function isOutage(error: unknown): boolean {
  return error instanceof Refusal && error.code === "UNAVAILABLE";
}

function isCheckedKey(checked: CheckedRights): checked is CheckedKey {
  return "apiKeyId" in checked;
}
