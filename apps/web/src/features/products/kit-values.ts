import type { KitPlan, KitSource } from "@invista/contracts/kit/kit";
import { compare, sum } from "@invista/contracts/quantity";
import { parseDecimal } from "../../shared/format/numbers.ts";

type Part = KitPlan["parts"][number];
type Source = Part["sources"][number];
/** What was chosen for a place instead of what the plan takes from it: a quantity, or pieces. */
export type Choice = string | readonly string[];
export type Choices = Readonly<Record<string, Choice>>;

export const placeKey = (part: Part, source: Source) => [part.productId, source.location, source.lotId ?? ""].join("|");

/** The pieces that are taken of a place. */
export function piecesTaken(part: Part, source: Source, choices: Choices): readonly string[] {
  const choice = choices[placeKey(part, source)];
  return Array.isArray(choice) ? choice : source.serials.slice(0, Number(source.take));
}

/** How much is taken of a place, as it stands in its field. */
export function taken(part: Part, source: Source, choices: Choices): string {
  if (part.trackSerials) return String(piecesTaken(part, source, choices).length);
  const choice = choices[placeKey(part, source)];
  return typeof choice === "string" ? choice : source.take;
}

/** All that is taken of a part; null while a field holds no number. */
export function takenInAll(part: Part, choices: Choices): string | null {
  const all = part.sources.map((source) => parseDecimal(taken(part, source, choices)) || "0");
  return all.every((one) => /^\d+(\.\d+)?$/.test(one)) ? sum(all) : null;
}

/** Where all parts are taken from, for the command: what is seen is what is taken. */
export function sourcesOf(plan: KitPlan, choices: Choices): KitSource[] {
  return plan.parts.flatMap((part) =>
    part.sources.flatMap((source) => {
      const quantity = parseDecimal(taken(part, source, choices)) || "0";
      if (!/[1-9]/.test(quantity)) return [];
      const pieces = part.trackSerials ? { serials: [...piecesTaken(part, source, choices)] } : {};
      return [{ productId: part.productId, location: source.location, lotId: source.lotId, quantity, ...pieces }];
    }),
  );
}

/** Whether what is chosen is what is needed: of a kit in a kit less will do, the rest is made. */
export function isChosen(part: Part, choices: Choices): boolean {
  const all = takenInAll(part, choices);
  if (all === null) return false;
  const difference = compare(all, part.needed);
  return difference === 0 || (part.isMade && difference < 0);
}
