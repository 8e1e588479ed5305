import { createHash, createHmac, randomBytes } from "node:crypto";

// A refresh token is 256 bits in base64url; the database holds only its SHA-256. A successor is derived from its
// predecessor with a secret of the server, so that a client whose tabs refresh at the same time, or which lost the
// answer, can be given the same successor again although nothing in the database could tell it.

/** The first token of a session. */
export function newRefreshToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The one token that follows this one. */
export function successorOf(token: string, secret: Buffer): string {
  return createHmac("sha256", secret).update(token).digest("base64url");
}

/** What the database knows of a token. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The token with this digest among the successors of an older one, if it is at most that many steps later. */
export function findSuccessor(token: string, digest: string, secret: Buffer, steps: number): string | undefined {
  let current = token;
  for (let step = 0; step < steps; step++) {
    current = successorOf(current, secret);
    if (digestOf(current) === digest) return current;
  }
  return undefined;
}
