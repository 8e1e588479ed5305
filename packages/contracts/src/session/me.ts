import { z } from "zod";

export const meInput = z.strictObject({});
export const meOutput = z.object({
  user: z.object({ id: z.string(), email: z.string().nullable(), displayName: z.string() }),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  warehouses: z.union([z.literal("all"), z.array(z.string())]),
  limits: z.object({
    maxApprovalAmount: z.string().nullable(),
    maxAdjustQty: z.string().nullable(),
    maxDiscountPct: z.string().nullable(),
  }),
  aal: z.string(),
  /** What the company chose for new records and for what has no currency of its own. */
  defaults: z.object({ currency: z.string(), locale: z.string(), timeZone: z.string() }),
});
export type Me = z.infer<typeof meOutput>;
