import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { AuthError } from "./auth-error.ts";
import { Turnstile } from "./turnstile.ts";

/** argon2id above OWASP's floor (19 MiB, 2 passes, 1 lane); it runs on libuv's threads, not on the main one. */
export const COST = { memoryCost: 32_768, timeCost: 3, parallelism: 1 };
export type HashCost = typeof COST;
const LONGEST_BYTES = 72;

/** Hashes and checks passwords; a check takes as long without an account as with one. */
export class PasswordHasher {
  readonly #cost: HashCost;
  readonly #dummy: string;
  // One core stays for everything else the process does, however many sign in at once.
  readonly #turnstile = new Turnstile(Math.max(1, availableParallelism() - 1), 2_000);

  private constructor(cost: HashCost, dummy: string) {
    this.#cost = cost;
    this.#dummy = dummy;
  }

  static async create(given: Partial<HashCost> = {}): Promise<PasswordHasher> {
    const cost = { ...COST, ...given };
    return new PasswordHasher(cost, await hash(randomBytes(24), cost));
  }

  hash(password: string): Promise<string> {
    return this.#turnstile.run(() => hash(password, this.#cost));
  }

  /** Tells whether the password is that of the hash; without a hash it works as long and says no. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const usable = stored !== null && this.isHash(stored);
    const matches = await this.#turnstile.run(() => verify(usable ? stored : this.#dummy, password.slice(0, 1_024)));
    return matches && usable;
  }

  /** Tells whether text is a hash this server can check. */
  isHash(text: string): boolean {
    return /^\$argon2(id|i|d)\$v=\d+\$/.test(text);
  }
}

/** Refuses a new password that is too short or too long. */
export function requireAcceptablePassword(password: string, minLength: number): void {
  if (Buffer.byteLength(password) > LONGEST_BYTES) {
    throw new AuthError(400, "validation_failed", `Password cannot be longer than ${LONGEST_BYTES} characters`);
  }
  if (Array.from(password).length < minLength) {
    throw new AuthError(422, "weak_password", `Password should be at least ${minLength} characters.`, ["length"]);
  }
}

/** Refuses what is tried first, as far as this installation says what that is. */
export function requireUncommonPassword(
  { passwordWeakness }: { passwordWeakness: ((password: string, about: readonly string[]) => string | null) | null },
  password: string,
  email: string | null,
): void {
  const weakness = passwordWeakness?.(password, email ? [email] : []);
  if (weakness) throw new AuthError(422, "weak_password", `Password ${weakness}.`, ["characters"]);
}
