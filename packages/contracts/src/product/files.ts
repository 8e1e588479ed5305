import { z } from "zod";
import { id, idempotencyKey } from "../text.ts";

export const FILE_MAX_BYTES = 5 * 1_048_576;
export const MAX_FILES = 30;

export const productFile = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  isImage: z.boolean(),
  /** The product's picture: its newest one. */
  isMain: z.boolean(),
  createdAt: z.string(),
  createdByName: z.string().nullable(),
});
export type ProductFile = z.infer<typeof productFile>;
export const listFilesInput = z.strictObject({ productId: id });
export const listFilesOutput = z.object({ rows: z.array(productFile) });
export const removeFileInput = z.strictObject({ id, idempotencyKey });
export type RemoveFileInput = z.infer<typeof removeFileInput>;
export const fileRef = z.object({ id: z.string(), productId: z.string(), name: z.string() });
export type FileRef = z.infer<typeof fileRef>;
