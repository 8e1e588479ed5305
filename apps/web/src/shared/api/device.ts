import { newKey } from "./new-key.ts";

const KEY = "invista.device";

/** What this browser calls itself, so that a person is told of a sign-in from another one; made once. */
export function deviceId(): string {
  const known = localStorage.getItem(KEY);
  if (known && /^[\w-]{8,64}$/.test(known)) return known;
  const made = newKey();
  localStorage.setItem(KEY, made);
  return made;
}
