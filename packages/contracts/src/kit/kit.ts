import { z } from "zod";
import { positiveQuantity } from "../quantity.ts";
import { MAX_SERIALS, serials } from "../serial/serial.ts";
import { id, idempotencyKey, locationCode, text } from "../text.ts";

/** Sources that one building names at most, and that a plan shows of each part. */
export const MAX_KIT_SOURCES = 500;
export const SHOWN_SOURCES = 50;

const kits = { productId: id, warehouseId: id, quantity: positiveQuantity };

/** So much of a part, and where it is taken from. */
const source = z.strictObject({
  productId: id,
  location: locationCode.default(""),
  lotId: id.nullable().default(null),
  quantity: positiveQuantity,
  /** The pieces, where the part is tracked by serial number. */
  serials: serials.optional(),
});

/** Kits of their parts. Of a part that `parts` names exactly that is taken; of any other what expires or came first. */
export const buildKitInput = z.strictObject({
  ...kits,
  /** Where the kits are put. */
  location: locationCode.default(""),
  /** The lot they become, made where it is not known yet. */
  lotNumber: text(80, 1).nullable().default(null),
  /** Left out: the day of the part that expires first. */
  expiresAt: z.iso.date().nullable().default(null),
  /** The numbers they get, where kits are tracked by serial number. */
  serials: serials.optional(),
  parts: z.array(source).max(MAX_KIT_SOURCES).default([]),
  note: text(500).nullable().default(null),
  idempotencyKey,
});
export type BuildKitInput = z.infer<typeof buildKitInput>;
export type KitSource = z.infer<typeof source>;

/** Kits are taken apart: their parts lie in `toLocation` afterwards. Lots and pieces are those that went in, where that is clear; else they are named. */
export const unbuildKitInput = z.strictObject({
  ...kits,
  location: locationCode.default(""),
  lotId: id.nullable().default(null),
  serials: serials.optional(),
  toLocation: locationCode.default(""),
  parts: z
    .array(
      z.strictObject({
        productId: id,
        lotId: id.nullable().default(null),
        quantity: positiveQuantity,
        serials: serials.optional(),
      }),
    )
    .max(MAX_KIT_SOURCES)
    .default([]),
  note: text(500).nullable().default(null),
  idempotencyKey,
});
export type UnbuildKitInput = z.infer<typeof unbuildKitInput>;

const moved = z.object({
  productId: z.string(),
  sku: z.string(),
  location: z.string(),
  lotId: z.string().nullable(),
  quantity: z.string(),
});
export const kitOutput = z.object({
  operationId: z.string(),
  productId: z.string(),
  warehouseId: z.string(),
  quantity: z.string(),
  location: z.string(),
  lotId: z.string().nullable(),
  /** How many kits lie there now. */
  balance: z.string(),
  parts: z.array(moved),
});
export type KitOutput = z.infer<typeof kitOutput>;

export const planKitInput = z.strictObject({ productId: id, warehouseId: id, quantity: positiveQuantity.default("1") });
export type PlanKitInput = z.infer<typeof planKitInput>;
/** What building would take, before it does. */
export const kitPlan = z.object({
  sku: z.string(),
  unitCode: z.string(),
  trackLots: z.boolean(),
  trackExpiry: z.boolean(),
  trackSerials: z.boolean(),
  parts: z.array(
    z.object({
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitCode: z.string(),
      trackSerials: z.boolean(),
      needed: z.string(),
      /** A kit itself: what is not taken from stock is made of its own parts. */
      isMade: z.boolean(),
      /** What is missing of it. */
      short: z.string(),
      /** Where it lies, what is taken first on top; some of these may stay as they are. */
      sources: z.array(
        z.object({
          location: z.string(),
          lotId: z.string().nullable(),
          lotNumber: z.string().nullable(),
          expiresAt: z.string().nullable(),
          free: z.string(),
          take: z.string(),
          /** The pieces that lie there, those that came first on top, as many as are asked for at once. */
          serials: z.array(z.string()).max(MAX_SERIALS),
        }),
      ),
    }),
  ),
});
export type KitPlan = z.infer<typeof kitPlan>;

export const planUnbuildInput = z.strictObject({
  productId: id,
  warehouseId: id,
  location: locationCode.default(""),
  lotId: id.nullable().default(null),
  quantity: positiveQuantity.default("1"),
});
export type PlanUnbuildInput = z.infer<typeof planUnbuildInput>;
/** What comes out of kits of a bin and lot. */
export const unbuildPlan = z.object({
  parts: z.array(
    z.object({
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitCode: z.string(),
      trackLots: z.boolean(),
      trackSerials: z.boolean(),
      quantity: z.string(),
      /** Lots of the part that went into such kits. */
      lots: z.array(z.object({ id: z.string(), lotNumber: z.string() })),
      /** Pieces of the part that went into such kits and are in no stock now. */
      serials: z.array(z.string()),
    }),
  ),
});
export type UnbuildPlan = z.infer<typeof unbuildPlan>;
