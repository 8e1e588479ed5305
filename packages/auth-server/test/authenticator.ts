import { createHmac } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of RFC 6238 that an authenticator app shows at this time, worked out apart from the server's library. */
export function codeAt(secret: string, at: Date): string {
  let bits = "";
  for (const letter of secret) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, "0");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Six digits that are no code of any step near this time. */
export function wrongCodeAt(secret: string, at: Date): string {
  const near = new Set([-2, -1, 0, 1, 2].map((step) => codeAt(secret, new Date(at.getTime() + step * 30_000))));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !near.has(code)) ?? "";
}

/** A factor of this tab's person, enrolled and verified: the tab has two factors afterwards. */
export async function enrol(client: SupabaseClient, at: Date, friendlyName = "Phone") {
  const { data: factor, error } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName });
  if (error) throw error;
  const { data, error: refused } = await client.auth.mfa.challengeAndVerify({
    factorId: factor.id,
    code: codeAt(factor.totp.secret, at),
  });
  if (refused) throw refused;
  return { id: factor.id, secret: factor.totp.secret, session: data };
}
