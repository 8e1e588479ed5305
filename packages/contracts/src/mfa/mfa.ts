import { z } from "zod";
import { idempotencyKey, text } from "../text.ts";

export const RECOVERY_CODES = 10;

export const factorRow = z.object({ id: z.string(), name: z.string(), createdAt: z.string() });
export type FactorRow = z.infer<typeof factorRow>;

export const getMfaInput = z.strictObject({});
export const mfaView = z.object({
  factors: z.array(factorRow),
  codesLeft: z.int(),
  /** Names of the person's roles that demand a second factor. */
  requiredBy: z.array(z.string()),
});
export type MfaView = z.infer<typeof mfaView>;

export const factorName = text(60, 1);
/** Sent after the authenticator was confirmed with the auth server: the product takes note of it. */
export const confirmFactorInput = z.strictObject({ factorId: z.uuid(), name: factorName, idempotencyKey });
export type ConfirmFactorInput = z.infer<typeof confirmFactorInput>;
/** Codes are shown once; a repeated call, and every factor after the first, gets null. */
export const codesOutput = z.object({ codes: z.array(z.string()).nullable() });
export type Codes = z.infer<typeof codesOutput>;

export const renameFactorInput = z.strictObject({ factorId: z.uuid(), name: factorName, idempotencyKey });
export type RenameFactorInput = z.infer<typeof renameFactorInput>;
export const removeFactorInput = z.strictObject({ factorId: z.uuid(), idempotencyKey });
export type RemoveFactorInput = z.infer<typeof removeFactorInput>;
export const factorsOutput = z.object({ factors: z.int() });

export const regenerateCodesInput = z.strictObject({ idempotencyKey });
export const recoverInput = z.strictObject({ code: text(40, 1), idempotencyKey });
export type RecoverInput = z.infer<typeof recoverInput>;
export const removedFactorsOutput = z.object({ removedFactors: z.int() });
