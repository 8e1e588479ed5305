import { z } from "zod";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

export const PASSWORD_MIN_BYTES = 12;
export const PASSWORD_MAX_BYTES = 72;

/** Words anybody would try first here. */
const CONTEXT = ["invista", "inventory", "warehouse", "stock"];
/** So many characters that belong to no known word make a password of its own. */
const OWN_CHARACTERS = 5;

/** Why a password is not taken, as the end of a sentence about it; null when it is. `about` are words such as the person's name and address. */
export function weaknessOf(password: string, about: readonly string[] = []): string | null {
  const bytes = new TextEncoder().encode(password).length;
  if (bytes < PASSWORD_MIN_BYTES) return `needs at least ${PASSWORD_MIN_BYTES} characters`;
  if (bytes > PASSWORD_MAX_BYTES) return `can have at most ${PASSWORD_MAX_BYTES} bytes`;
  const lower = password.toLowerCase();
  if (new Set(lower).size < OWN_CHARACTERS) return "repeats too few characters";
  const known = new Set([...CONTEXT, ...about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))]);
  known.delete("");
  const isKnown = (word: string) => word.length >= 4 && (COMMON_PASSWORDS.has(word) || known.has(word));
  if (charactersOfItsOwn(lower, isKnown) >= OWN_CHARACTERS) return null;
  return "is made of words that are tried first: add something only you would think of";
}

/** The fewest characters left when known words are cut out of the text. */
function charactersOfItsOwn(text: string, isKnown: (word: string) => boolean): number {
  const fewest = [0];
  for (let end = 1; end <= text.length; end++) {
    let best = (fewest[end - 1] ?? 0) + 1;
    for (let start = Math.max(0, end - 24); start <= end - 4; start++) {
      if (isKnown(text.slice(start, end))) best = Math.min(best, fewest[start] ?? best);
    }
    fewest.push(best);
  }
  return fewest.at(-1) ?? 0;
}

/** A new password; weaknesses that depend on the person are looked for where he is known. */
export const newPassword = z
  .string()
  .max(200)
  .superRefine((password, context) => {
    const weakness = weaknessOf(password);
    if (weakness) context.addIssue({ code: "custom", message: weakness });
  });
