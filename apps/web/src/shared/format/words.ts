import { formatCount } from "./numbers.ts";

/** "ON_HOLD" as "On hold": the fixed words of codes that need no better name. */
export function sentence(code: string): string {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "1 order", "3 orders". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part !== "");
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""]
    .map((part) => part?.charAt(0) ?? "")
    .join("")
    .toUpperCase();
}
