import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { invistaHome } from "./invista-home.ts";

// The server that runs, or the next to start, does the rest: it publishes the key, lets it sign after 90 seconds, and
// accepts the old one until its tokens have expired.
const folder = join(invistaHome(), "keys");
const file = join(folder, "next-signing-jwk.json");

if (process.env.SIGNING_JWK_FILE) {
  console.error('SIGNING_JWK_FILE is set: put a new key first in that file, as {"keys":[new, old]}');
  process.exitCode = 1;
} else if (existsSync(file)) {
  console.log("A new signing key is waiting already.");
} else {
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(key), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  console.log(
    "A new signing key is in place; it signs in a minute and a half, while the old one stays valid for an hour.",
  );
}
