import { quantity } from "@invista/contracts/quantity";
import { toBaseUnit, type ProductPacks } from "@invista/contracts/product/units";
import { formatDecimal, parseDecimal } from "../format/numbers.ts";

/** What was typed as a quantity: in the product's own unit, and what to say about it. */
export interface TypedQuantity {
  /** The quantity in the product's own unit; what is no such quantity as it was typed, for the form to refuse. */
  readonly value: string;
  /** "= 24 EA", where it was typed in a pack. */
  readonly words: string | null;
  readonly problem: string | null;
}

const WITH_UNIT = /^([+\-−]?[\d.,\s'’]*\d)\s*([A-Za-z][\w.-]*)$/;

/** The number and the unit word of "2 BOX"; null where there is no word. */
export function splitUnit(typed: string): { number: string; unit: string } | null {
  const [, number, unit] = WITH_UNIT.exec(typed.trim()) ?? [];
  return number !== undefined && unit !== undefined ? { number: parseDecimal(number), unit: unit.toUpperCase() } : null;
}

/** Reads "24", "2 BOX", or 2 with BOX chosen beside it; conversions are exact or refused. */
export function readQuantity(typed: string, chosen: string | null, known: ProductPacks | undefined): TypedQuantity {
  const split = splitUnit(typed);
  const plain = parseDecimal(typed);
  const unit = split?.unit ?? chosen?.toUpperCase() ?? null;
  const number = split?.number ?? plain;
  const own = known?.unitCode.toUpperCase();
  if (unit === null || unit === own) return { value: number, words: null, problem: null };
  // Not known yet: the form refuses what is no number meanwhile.
  if (!known) return { value: typed, words: null, problem: null };
  const pack = known.packs.find((one) => one.unitCode.toUpperCase() === unit);
  if (!pack) {
    const packs = [known.unitCode, ...known.packs.map((one) => one.unitCode)].join(", ");
    return { value: typed, words: null, problem: `There is no pack ${unit}: it comes in ${packs}` };
  }
  if (number === "") return { value: "", words: null, problem: null };
  if (!quantity.safeParse(number).success) return { value: typed, words: null, problem: null };
  const value = toBaseUnit(number, pack, known.qtyPrecision);
  if (value !== null) return { value, words: `= ${formatDecimal(value)} ${known.unitCode}`, problem: null };
  const digits = known.qtyPrecision === 0 ? "whole" : `with ${known.qtyPrecision} decimals`;
  const said = `${formatDecimal(number)} ${pack.unitCode}`;
  return {
    value: `${number} ${pack.unitCode}`,
    words: null,
    problem: `${said} can't be said exactly in ${known.unitCode}, ${digits}`,
  };
}
