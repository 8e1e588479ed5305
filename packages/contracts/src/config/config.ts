import { z } from "zod";
import { idempotencyKey, version } from "../text.ts";
import { isSettingKey, SETTING_CATEGORIES } from "./registry.ts";

const key = z.string().max(80).refine(isSettingKey, "is not a setting of this version");
const scalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

export const listConfigInput = z.strictObject({});
export const configRow = z.object({
  key: z.string(),
  category: z.enum(SETTING_CATEGORIES),
  /** Null for secrets. */
  value: scalar,
  isSet: z.boolean(),
  mayChange: z.boolean(),
  updatedAt: z.string().nullable(),
  updatedByName: z.string().nullable(),
  /** 0 while it was never set. */
  version: z.int(),
});
export type ConfigRow = z.infer<typeof configRow>;
export const listConfigOutput = z.object({ rows: z.array(configRow) });

export const updateConfigInput = z.strictObject({ key, value: scalar, version: z.int().min(0), idempotencyKey });
export type UpdateConfigInput = z.infer<typeof updateConfigInput>;
export const resetConfigInput = z.strictObject({ key, version, idempotencyKey });
export type ResetConfigInput = z.infer<typeof resetConfigInput>;
export const configChanged = z.object({ key: z.string(), version: z.int() });
export type ConfigChanged = z.infer<typeof configChanged>;

export const configHistoryInput = z.strictObject({ key });
export type ConfigHistoryInput = z.infer<typeof configHistoryInput>;
export const configHistoryOutput = z.object({
  rows: z.array(
    z.object({
      seq: z.string(),
      at: z.string(),
      userName: z.string().nullable(),
      action: z.string(),
      before: z.json(),
      after: z.json(),
    }),
  ),
});
export type ConfigHistory = z.infer<typeof configHistoryOutput>;
