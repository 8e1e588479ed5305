import { z } from "zod";
import { displayChoice } from "../profile/profile.ts";

export const meInput = z.strictObject({});
export const meOutput = z.object({
  user: z.object({
    id: z.string(),
    email: z.string().nullable(),
    displayName: z.string(),
    avatar: z.string().nullable(),
  }),
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
  defaults: z.object({ currency: z.string(), locale: z.string(), timeZone: z.string(), invitationHours: z.int() }),
  hasSecondFactor: z.boolean(),
  /** Nothing else is possible before a second factor is set up. */
  mustSetUpSecondFactor: z.boolean(),
  session: z.object({
    /** Minutes without use after which the session ends. */
    idleMinutes: z.int().nullable(),
    endsAt: z.string().nullable(),
  }),
  display: displayChoice,
});
export type Me = z.infer<typeof meOutput>;
