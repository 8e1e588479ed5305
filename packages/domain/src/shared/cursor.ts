import { refuse } from "@invista/contracts/errors";
import type { z } from "zod";

/** Packs the sort key of a page's last row into the opaque cursor of the next page. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** Unpacks a cursor made by encodeCursor; anything else is refused as invalid input. */
export function decodeCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.infer<T> | null {
  if (cursor === undefined) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw refuse("INVALID", "input.invalid", { fields: ["cursor"] });
  }
}

/** Cuts a result that was read with one row too many into the page and the cursor of the next. */
export function cutPage<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}

/** A LIKE pattern for text that contains the term, with the term's own wildcards escaped. */
export function containing(term: string): string {
  return `%${escapeLike(term)}%`;
}

/** A LIKE pattern for text that starts with the term. */
export function startingWith(term: string): string {
  return `${escapeLike(term)}%`;
}

function escapeLike(term: string): string {
  return term.replace(/[\\%_]/g, "\\$&");
}
