import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from "jose";
import { z } from "zod";

// signing-jwk.json signs. Whoever drops next-signing-jwk.json beside it rotates: the new key is published first, so that
// everybody has fetched it, and signs from then on; the old one's public half stays behind as retired-<kid>.json.

/** A new key stands among the published ones for so long before it signs. */
export const PUBLISH_SECONDS = 90;
const CHECK_EVERY_MS = 1_000;
export const SIGNING_FILE = "signing-jwk.json";
export const NEXT_FILE = "next-signing-jwk.json";

const publicFields = z.object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() });
const privateJwk = publicFields.extend({ d: z.string() });
const signingFile = z.union([
  privateJwk.transform((key) => [key]),
  z.object({ keys: z.array(privateJwk).min(1) }).transform(({ keys }) => keys),
]);
const retiredFile = z.object({ jwk: publicFields, retiredAt: z.number() });

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
  /** The private number, for what else is derived from it. */
  readonly d: string;
}

interface KnownKey {
  readonly jwk: JWK;
  readonly key: CryptoKey;
}

interface Loaded {
  readonly signing: SigningKey;
  /** Those whose tokens may still be about. */
  readonly valid: ReadonlyMap<string, KnownKey>;
  /** All there have been, for the API keys that they signed. */
  readonly known: ReadonlyMap<string, KnownKey>;
}

export interface RingOptions {
  readonly folder: string;
  /** A file of one's own instead: a private JWK or a set of them, the first of which signs. */
  readonly file?: string | undefined;
  readonly tokenSeconds: number;
  readonly now: () => number;
}

/** The keys that sign and verify, read again when their files change. */
export class KeyRing {
  readonly #options: RingOptions;
  #loaded: Loaded;
  #checkedAt: number;

  private constructor(options: RingOptions, loaded: Loaded) {
    this.#options = options;
    this.#loaded = loaded;
    this.#checkedAt = Date.now();
  }

  static async open(options: RingOptions): Promise<KeyRing> {
    return new KeyRing(options, await load(options));
  }

  /** What was read last. */
  get loaded(): Loaded {
    return this.#loaded;
  }

  /** What holds now; asks the files once a second at most, and goes on with the last answer where they can't be read. */
  async current(): Promise<Loaded> {
    if (Date.now() - this.#checkedAt >= CHECK_EVERY_MS) {
      this.#checkedAt = Date.now();
      this.#loaded = await load(this.#options).catch(() => this.#loaded);
    }
    return this.#loaded;
  }
}

async function load(options: RingOptions): Promise<Loaded> {
  const { folder, file, tokenSeconds, now } = options;
  if (!file) await promote(folder, now());
  const [current, ...others] = await readKeys(file ?? join(folder, SIGNING_FILE));
  if (!current) throw new Error("there is no signing key");
  const next = file ? [] : await readKeys(join(folder, NEXT_FILE)).catch(() => []);
  const valid = new Map<string, KnownKey>();
  const known = new Map<string, KnownKey>();
  const add = async (jwk: z.infer<typeof publicFields>, isValid: boolean) => {
    const entry = await published(jwk);
    known.set(entry.jwk.kid ?? "", entry);
    if (isValid) valid.set(entry.jwk.kid ?? "", entry);
  };
  for (const jwk of [current, ...others, ...next]) await add(jwk, true);
  for (const { jwk, retiredAt } of await readRetired(folder)) await add(jwk, now() < retiredAt + tokenSeconds * 1_000);
  const key = await importJWK({ ...current }, "ES256");
  if (key instanceof Uint8Array) throw new Error("the signing key must be an EC key");
  return { signing: { kid: await thumbprint(current), key, d: current.d }, valid, known };
}

async function readKeys(file: string): Promise<z.infer<typeof privateJwk>[]> {
  return signingFile.parse(JSON.parse(await readFile(file, "utf8")));
}

async function readRetired(folder: string): Promise<z.infer<typeof retiredFile>[]> {
  const files = (await readdir(folder)).filter((name) => /^retired-[\w-]+\.json$/.test(name));
  return Promise.all(
    files.map(async (name) => retiredFile.parse(JSON.parse(await readFile(join(folder, name), "utf8")))),
  );
}

/** Lets the next key sign once it was published for long enough. */
async function promote(folder: string, now: number): Promise<void> {
  const next = join(folder, NEXT_FILE);
  const dropped = await stat(next).catch(() => null);
  if (!dropped || now - dropped.mtimeMs < PUBLISH_SECONDS * 1_000) return;
  const isKey = await readKeys(next).then(
    () => true,
    () => false,
  );
  if (!isKey) return;
  for (const old of await readKeys(join(folder, SIGNING_FILE))) {
    const { d: _, ...jwk } = old;
    const file = join(folder, `retired-${await thumbprint(jwk)}.json`);
    await writeFile(`${file}.new`, JSON.stringify({ jwk, retiredAt: now }), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  // Another process may have been quicker.
  await rename(next, join(folder, SIGNING_FILE)).catch(() => undefined);
}

function thumbprint(jwk: z.infer<typeof publicFields>): Promise<string> {
  return calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y });
}

async function published({ kty, crv, x, y }: z.infer<typeof publicFields>): Promise<KnownKey> {
  const kid = await thumbprint({ kty, crv, x, y });
  const key = await importJWK({ kty, crv, x, y }, "ES256");
  if (key instanceof Uint8Array) throw new Error("the signing key must be an EC key");
  return { key, jwk: { kty, crv, x, y, alg: "ES256", kid, use: "sig", key_ops: ["verify"] } };
}
