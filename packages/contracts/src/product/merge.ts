import { z } from "zod";
import { id, idempotencyKey, version } from "../text.ts";

/** Two records of one product: what `gone` has goes to `kept`, and `gone` is archived. */
export const mergeProductsInput = z
  .strictObject({ keptId: id, keptVersion: version, goneId: id, goneVersion: version, idempotencyKey })
  .refine((input) => input.keptId !== input.goneId, { message: "is the same product", path: ["goneId"] });
export type MergeProductsInput = z.infer<typeof mergeProductsInput>;
/** How much of each went over; what the kept one has already stays with the other. */
export const mergeProductsOutput = z.object({
  id: z.string(),
  sku: z.string(),
  version: z.int(),
  codes: z.int(),
  sources: z.int(),
  prices: z.int(),
  files: z.int(),
  fields: z.int(),
});
export type MergedProducts = z.infer<typeof mergeProductsOutput>;
