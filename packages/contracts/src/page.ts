import { z } from "zod";
import { id, text } from "./text.ts";

export const MAX_PAGE = 100;

/** Keyset paging: `cursor` is the opaque `nextCursor` of the page before. */
export const pageInput = {
  cursor: z.string().max(600).optional(),
  limit: z.int().min(1).max(MAX_PAGE).default(50),
};

/** So many rows can be chosen by their ids at a time. */
export const MAX_CHOSEN = 200;
/** Only these rows, whatever else is asked for. */
export const chosenIds = z.array(id).min(1).max(MAX_CHOSEN).optional();

export const direction = z.enum(["asc", "desc"]).default("asc");
export const searchTerm = text(100).optional();

/** A page of rows; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable() });
}
