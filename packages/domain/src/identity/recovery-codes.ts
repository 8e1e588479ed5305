import { createHash, randomBytes } from "node:crypto";
import { refuse } from "@invista/contracts/errors";
import { RECOVERY_CODES } from "@invista/contracts/mfa/mfa";
import type { IdentityWork } from "../shared/identity-work.ts";

const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789AB";
const TRIES = 5;
const WINDOW_MINUTES = 15;

/** Gives a person ten new codes and takes away all he had; only their hashes are kept. */
export async function replaceCodes(work: IdentityWork, userId: string): Promise<string[]> {
  await work.tx.mfaRecoveryCode.deleteMany({ where: { userId } });
  const codes = Array.from({ length: RECOVERY_CODES }, makeCode);
  await work.tx.mfaRecoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashOf(userId, code) })),
  });
  return codes;
}

/**
 * Uses up a code; of many at once with the same code one succeeds. A wrong code is an answer, not a refusal, so that
 * the try is recorded: after five of them in a quarter of an hour no code is looked at.
 */
export async function takeCode(work: IdentityWork, code: string): Promise<boolean> {
  const { userId } = work.actor;
  await work.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`recovery:${userId}`}, 0))`;
  const [tries] = await work.tx.$queryRaw<{ count: number; until: Date | null }[]>`
    SELECT count(*)::int AS count, min(created_at) + make_interval(mins => ${WINDOW_MINUTES}) AS until FROM audit_log
    WHERE user_id = ${userId} AND action = ${REFUSED} AND created_at > now() - make_interval(mins => ${WINDOW_MINUTES})`;
  if (tries && tries.count >= TRIES) {
    const minutes = Math.max(1, Math.ceil(((tries.until?.getTime() ?? 0) - Date.now()) / 60_000));
    throw refuse("LIMITED", "mfa.tooManyTries", { minutes, seconds: minutes * 60 });
  }
  const taken = await work.tx.mfaRecoveryCode.updateMany({
    where: { userId, usedAt: null, codeHash: hashOf(userId, code) },
    data: { usedAt: work.now },
  });
  return taken.count === 1;
}

/** How a wrong code is called in the audit trail. */
export const REFUSED = "RECOVERY_REFUSED";

function makeCode(): string {
  const letters = [...randomBytes(16)].map((byte) => ALPHABET[byte % 32] ?? "A").join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}

/** Hyphens, spaces and case are how it was written down, not what it is. */
function hashOf(userId: string, code: string): string {
  return createHash("sha256")
    .update(`${userId}:${code.toUpperCase().replace(/[^A-Z0-9]/g, "")}`)
    .digest("hex");
}
