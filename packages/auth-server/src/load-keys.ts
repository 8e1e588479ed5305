import { createHash, hkdfSync } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from "jose";
import { z } from "zod";

const privateJwk = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

export interface AuthKeys {
  /** Public half only, as served under /.well-known/jwks.json. */
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly kid: string;
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  readonly verifyKey: CryptoKey;
  /** Derives the successor of a refresh token; never leaves the process. */
  readonly refreshSecret: Buffer;
  /** Keys the digests of codes sent by mail; never leaves the process. */
  readonly codeSecret: Buffer;
  /** Signs claims as a compact ES256 token with the key's id in its header. */
  sign(claims: JWTPayload): Promise<string>;
}

export interface KeySources {
  /** Takes the private JWK from this file instead of making one. */
  signingJwkFile?: string | undefined;
  anonKey?: string | undefined;
  serviceRoleKey?: string | undefined;
}

/** The signing key and the two API keys, read from `home/keys` or made there once (files mode 600). */
export async function loadKeys(home: string, sources: KeySources = {}): Promise<AuthKeys> {
  const folder = join(home, "keys");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const jwk = privateJwk.parse(
    sources.signingJwkFile
      ? JSON.parse(await readFile(sources.signingJwkFile, "utf8"))
      : JSON.parse(await readOrMake(join(folder, "signing-jwk.json"), makeSigningJwk)),
  );
  const { d, ...publicPart } = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, d: jwk.d };
  const kid = await calculateJwkThumbprint(publicPart);
  const signKey = await importJWK({ ...publicPart, d }, "ES256");
  const verifyKey = await importJWK(publicPart, "ES256");
  if (signKey instanceof Uint8Array || verifyKey instanceof Uint8Array)
    throw new Error("the signing key must be an EC key");
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid, typ: "JWT" }).sign(signKey);

  const apiKey = async (role: "anon" | "service_role", given: string | undefined) => {
    if (given) return given;
    const file = join(folder, `${role.replace("_", "-")}.key`);
    const stored = await readOrMake(file, () => makeApiKey(sign, role));
    const current = await jwtVerify(stored, verifyKey, { algorithms: ["ES256"] }).then(
      () => true,
      () => false,
    );
    return current ? stored : write(file, await makeApiKey(sign, role));
  };

  const salt = createHash("sha256").update(kid).digest();
  const derived = (purpose: string) => Buffer.from(hkdfSync("sha256", Buffer.from(d, "base64url"), salt, purpose, 32));

  return {
    jwks: { keys: [{ ...publicPart, alg: "ES256", kid, use: "sig", key_ops: ["verify"] }] },
    kid,
    anonKey: await apiKey("anon", sources.anonKey),
    serviceRoleKey: await apiKey("service_role", sources.serviceRoleKey),
    verifyKey,
    refreshSecret: derived("invista refresh tokens"),
    codeSecret: derived("invista mailed codes"),
    sign,
  };
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
