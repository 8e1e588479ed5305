import { z } from "zod";
import { id, idempotencyKey, text } from "../text.ts";

/** Name of a list, as its columns are remembered under. */
const list = z.string().regex(/^[a-z][a-z-]{1,39}$/, "is not the name of a list");
const searchValue = z.union([text(300), z.number(), z.boolean()]);
/** What the address of the list says: filters and order. */
const search = z
  .record(z.string().regex(/^[a-zA-Z]{1,40}$/), searchValue)
  .refine((value) => Object.keys(value).length <= 30, "has more than 30 filters");

const content = {
  list,
  name: text(80, 1),
  search,
  /** Columns that are switched off. */
  hidden: z.array(z.string().max(40)).max(60),
};

export const savedView = z.object({
  id: z.string(),
  ...content,
  shared: z.boolean(),
  isOwn: z.boolean(),
  /** The caller may change and remove it. */
  mayChange: z.boolean(),
  ownerName: z.string().nullable(),
  version: z.int(),
});
export type SavedView = z.infer<typeof savedView>;

export const listViewsInput = z.strictObject({ list });
export type ListViewsInput = z.infer<typeof listViewsInput>;
export const listViewsOutput = z.object({ rows: z.array(savedView) });

export const createViewInput = z.strictObject({ ...content, shared: z.boolean(), idempotencyKey });
export type CreateViewInput = z.infer<typeof createViewInput>;
export const updateViewInput = z.strictObject({
  id,
  version: z.int().min(1),
  name: content.name,
  search,
  hidden: content.hidden,
  shared: z.boolean(),
  idempotencyKey,
});
export type UpdateViewInput = z.infer<typeof updateViewInput>;
export const removeViewInput = z.strictObject({ id, version: z.int().min(1), idempotencyKey });
export type RemoveViewInput = z.infer<typeof removeViewInput>;
export const viewRef = z.object({ id: z.string(), name: z.string(), version: z.int() });
export type ViewRef = z.infer<typeof viewRef>;

/** So many of one's own, and so many shared ones per list. */
export const MAX_VIEWS = 100;
