import { z } from "zod";
import { id, idempotencyKey, text, version } from "../text.ts";

export const MAX_VARIANTS = 200;
const word = text(60, 1);

/** The options of a product and which of their combinations become products of their own. */
export const makeVariantsInput = z.strictObject({
  productId: id,
  version,
  rows: z
    .array(
      z.strictObject({
        sku: text(100, 1),
        name: text(500, 1),
        options: z.record(word, word).refine((value) => Object.keys(value).length <= 5, "can have at most 5 options"),
      }),
    )
    .min(1, "choose at least one")
    .max(MAX_VARIANTS),
  idempotencyKey,
});
export type MakeVariantsInput = z.infer<typeof makeVariantsInput>;
export const variantsOutput = z.object({ productId: z.string(), created: z.int(), skus: z.array(z.string()) });
export type VariantsOutput = z.infer<typeof variantsOutput>;

export interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

/** Every combination of the options' values, in order; empty without options. */
export function combinations(options: readonly Option[]): Record<string, string>[] {
  if (options.length === 0) return [];
  return options.reduce<Record<string, string>[]>(
    (rows, { name, values }) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** A SKU for a combination: that of the parent and the values in capitals, joined by hyphens. */
export function variantSku(parentSku: string, options: Record<string, string>): string {
  const parts = Object.values(options).map((value) =>
    value
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, ""),
  );
  return [parentSku, ...parts.filter((part) => part !== "")].join("-").slice(0, 100);
}

/** The same for every spelling of one combination: names and values without regard to order and capitals. */
export function combinationKey(options: Readonly<Record<string, string>>): string {
  const words = Object.entries(options).map(([name, value]) =>
    JSON.stringify([name.toLowerCase(), value.toLowerCase()]),
  );
  return words.sort().join(" ");
}
