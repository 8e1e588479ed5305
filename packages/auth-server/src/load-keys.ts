import { hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  decodeProtectedHeader,
  errors,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTPayload,
} from "jose";
import { KeyRing, SIGNING_FILE } from "./key-ring.ts";

export interface AuthKeys {
  /** Public halves only, as served under /.well-known/jwks.json. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /** Of the key that signs. */
  readonly kid: string;
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  /** Derives the successor of a refresh token; never leaves the process. */
  readonly refreshSecret: Buffer;
  /** Keys the digests of codes sent by mail; never leaves the process. */
  readonly codeSecret: Buffer;
  /** Signs claims as a compact ES256 token with the key's id in its header. */
  sign(claims: JWTPayload): Promise<string>;
  /** The claims of a token that one of these keys signed; throws what jose throws. */
  verify(token: string, now: Date): Promise<JWTPayload>;
  /** Looks whether the key files have changed, if that was not done a moment ago. */
  look(): Promise<void>;
}

export interface KeySources {
  /** Takes the private JWK, or a set of them whose first signs, from this file instead of making one. */
  signingJwkFile?: string | undefined;
  anonKey?: string | undefined;
  serviceRoleKey?: string | undefined;
  /** How long a token lives that an old key signed. */
  accessTokenSeconds?: number;
  now?: () => number;
}

/** The signing key and the two API keys, read from `home/keys` or made there once (files mode 600). */
export async function loadKeys(home: string, sources: KeySources = {}): Promise<AuthKeys> {
  const folder = join(home, "keys");
  const { signingJwkFile: file, now = Date.now, accessTokenSeconds: tokenSeconds = 3_600 } = sources;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!file) await readOrMake(join(folder, SIGNING_FILE), makeSigningJwk);
  const ring = await KeyRing.open({ folder, file, tokenSeconds, now });

  const sign = async (claims: JWTPayload) => {
    const { signing } = await ring.current();
    return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: signing.kid, typ: "JWT" }).sign(signing.key);
  };
  const apiKey = async (role: "anon" | "service_role", given: string | undefined) => {
    if (given) return given;
    const path = join(folder, `${role.replace("_", "-")}.key`);
    const stored = await readOrMake(path, () => makeApiKey(sign, role));
    return (await isOurs(ring, stored)) ? stored : write(path, await makeApiKey(sign, role));
  };
  // From the file where several servers share one, so that they agree; else it outlives the signing key.
  const seed = file
    ? Buffer.from(ring.loaded.signing.d, "base64url")
    : Buffer.from(
        await readOrMake(join(folder, "token-secret.key"), async () => randomBytes(32).toString("hex")),
        "hex",
      );
  const derived = (purpose: string) => Buffer.from(hkdfSync("sha256", seed, "invista", purpose, 32));

  return {
    get jwks() {
      return { keys: [...ring.loaded.valid.values()].map(({ jwk }) => jwk) };
    },
    get kid() {
      return ring.loaded.signing.kid;
    },
    anonKey: await apiKey("anon", sources.anonKey),
    serviceRoleKey: await apiKey("service_role", sources.serviceRoleKey),
    refreshSecret: derived("refresh tokens"),
    codeSecret: derived("mailed codes"),
    sign,
    async verify(token, at) {
      const { valid } = await ring.current();
      const { payload } = await jwtVerify(token, ({ kid }) => keyOf(valid, kid), {
        algorithms: ["ES256"],
        requiredClaims: ["exp"],
        currentDate: at,
      });
      return payload;
    },
    async look() {
      await ring.current();
    },
  };
}

function keyOf(keys: KeyRing["loaded"]["valid"], kid: string | undefined) {
  const found = keys.get(kid ?? "");
  if (!found) throw new errors.JWKSNoMatchingKey();
  return found.key;
}

/** Tells whether an API key was signed by a key of this home, of now or before. */
async function isOurs(ring: KeyRing, stored: string): Promise<boolean> {
  try {
    const { kid } = decodeProtectedHeader(stored);
    await jwtVerify(stored, keyOf(ring.loaded.known, kid), { algorithms: ["ES256"] });
    return true;
  } catch {
    return false;
  }
}

async function makeSigningJwk(): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

function makeApiKey(sign: AuthKeys["sign"], role: string): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const tenYears = 10 * 365 * 24 * 3600;
  return sign({ iss: "invista", ref: "local", role, iat: issuedAt, exp: issuedAt + tenYears });
}

async function readOrMake(file: string, make: () => Promise<string>): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    return write(file, await make());
  }
}

/** Written beside and renamed, so that a crash leaves no half key behind. */
async function write(file: string, content: string): Promise<string> {
  await writeFile(`${file}.new`, `${content}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return content;
}
