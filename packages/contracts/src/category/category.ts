import { z } from "zod";
import { id, idempotencyKey, text, version } from "../text.ts";

export const listCategoriesInput = z.strictObject({});
export const categoryView = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  path: z.string(),
  depth: z.int(),
  products: z.int(),
  version: z.int(),
});
export type CategoryView = z.infer<typeof categoryView>;
export const listCategoriesOutput = z.object({ rows: z.array(categoryView) });

export const createCategoryInput = z.strictObject({
  name: text(200, 1),
  parentId: id.nullable().default(null),
  idempotencyKey,
});
export type CreateCategoryInput = z.infer<typeof createCategoryInput>;
export const updateCategoryInput = z.strictObject({
  id,
  version,
  name: text(200, 1),
  parentId: id.nullable(),
  idempotencyKey,
});
export type UpdateCategoryInput = z.infer<typeof updateCategoryInput>;
export const removeCategoryInput = z.strictObject({ id, version, idempotencyKey });
export type RemoveCategoryInput = z.infer<typeof removeCategoryInput>;
/** Everything in a category goes to another, and the category goes. */
export const mergeCategoryInput = z.strictObject({ id, version, intoId: id, idempotencyKey });
export type MergeCategoryInput = z.infer<typeof mergeCategoryInput>;
export const mergeCategoryOutput = z.object({
  id: z.string(),
  name: z.string(),
  products: z.int(),
  categories: z.int(),
});
export type MergeCategoryOutput = z.infer<typeof mergeCategoryOutput>;
export const categoryRef = z.object({ id: z.string(), name: z.string(), version: z.int() });
export type CategoryRef = z.infer<typeof categoryRef>;
