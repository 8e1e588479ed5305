import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";

const PERIOD_SECONDS = 30;
const STEPS_OF_SKEW = 1;

/** A new 160-bit secret in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The otpauth address an authenticator app reads, and the same as a picture. */
export function totpAddress(secret: string, issuer: string, label: string): { uri: string; svg: string } {
  const uri = generator(secret, issuer, label).toString();
  // Named colours: supabase-js puts the picture into a data URL as it is, where "#" would end it.
  return { uri, svg: renderSVG(uri, { whiteColor: "white", blackColor: "black" }) };
}

/** The time step whose code this is, at most one step away from now; null for a wrong code. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = generator(secret, "", "").validate({ token: code, timestamp, window: STEPS_OF_SKEW });
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta;
}

function generator(secret: string, issuer: string, label: string): TOTP {
  return new TOTP({ issuer, label, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS, secret });
}
