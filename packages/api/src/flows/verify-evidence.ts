import type { VerifyAuditOutput } from "@invista/contracts/audit/audit";
import { findWrongDigest, listSettledOperations, readWitnesses, writeWitness } from "@invista/domain/delivery";
import {
  findMissingOperations,
  findWrongWitness,
  readAuditedOperations,
  readAuditHead,
  verifyChain,
} from "@invista/domain/system";
import type { Databases } from "./deliver-outbox.ts";

/** How far back a screen looks; the command line goes back to the first. */
export const NEWEST_OPERATIONS = 5_000;
const BATCH = 500;
const FIRST = "9223372036854775807";

interface Finding {
  readonly seq: string | null;
  readonly reason: string;
}

/** Writes the newest entry's hash into the business database, so that a rewritten audit trail shows; false when there is nothing new. */
export async function witnessAudit({ neon, supabase }: Databases): Promise<boolean> {
  const head = await readAuditHead(supabase);
  return head !== null && writeWitness(neon, head);
}

/**
 * Proves the trail over both databases: every hash of the chain, every head the business database wrote down, and for each
 * operation that its movements and journal still give the digest reported, and that it was reported at all.
 */
export async function verifyEvidence(
  databases: Databases,
  { newest }: { readonly newest: number },
): Promise<VerifyAuditOutput> {
  const { rows, broken } = await verifyChain(databases.supabase);
  const witnesses = await verifyWitnesses(databases);
  const digests = await verifyDigests(databases, newest);
  const reports = await verifyReports(databases, newest);
  const chain = broken === null ? null : { seq: broken, reason: `Entry ${broken} does not fit the chain` };
  const finding = chain ?? witnesses.finding ?? digests.finding ?? reports;
  return {
    ok: finding === null,
    rows,
    brokenSeq: finding?.seq ?? null,
    reason: finding?.reason ?? null,
    witnesses: witnesses.count,
    operations: digests.count,
    checkedAt: new Date().toISOString(),
  };
}

async function verifyWitnesses({ neon, supabase }: Databases): Promise<{ count: number; finding: Finding | null }> {
  let count = 0;
  let after = "0";
  for (;;) {
    const batch = await readWitnesses(neon, after, BATCH);
    const wrong = batch.length > 0 ? await findWrongWitness(supabase, batch) : null;
    if (wrong) {
      const reason = wrong.isGone
        ? `The trail once reached entry ${wrong.seq}, and no longer has it: its end was cut off`
        : `Entry ${wrong.seq} is not the one the business database saw: the chain was rewritten`;
      return { count: count + batch.length, finding: { seq: wrong.seq, reason } };
    }
    count += batch.length;
    after = batch.at(-1)?.seq ?? after;
    if (batch.length < BATCH) return { count, finding: null };
  }
}

async function verifyDigests(
  { neon, supabase }: Databases,
  newest: number,
): Promise<{ count: number; finding: Finding | null }> {
  let count = 0;
  let before = FIRST;
  while (count < newest) {
    const batch = await readAuditedOperations(supabase, before, BATCH);
    const wrong = batch.length > 0 ? await findWrongDigest(neon, batch) : null;
    if (wrong) {
      const reason = wrong.isGone
        ? `The operation that entry ${wrong.seq} reports is gone from the business database`
        : `The movements or the journal of the operation that entry ${wrong.seq} reports were changed`;
      return { count: count + batch.length, finding: { seq: wrong.seq, reason } };
    }
    count += batch.length;
    before = batch.at(-1)?.seq ?? before;
    if (batch.length < BATCH) break;
  }
  return { count, finding: null };
}

/** Operations whose report was delivered, or never written, must be in the trail. */
async function verifyReports({ neon, supabase }: Databases, newest: number): Promise<Finding | null> {
  let before = { at: new Date(), id: "" };
  for (let count = 0; count < newest;) {
    const batch = await listSettledOperations(neon, before, BATCH);
    const [missing] = await findMissingOperations(
      supabase,
      batch.map(({ id }) => id),
    );
    if (missing) return { seq: null, reason: `Operation ${missing} is not in the trail` };
    count += batch.length;
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return null;
    before = last;
  }
  return null;
}
