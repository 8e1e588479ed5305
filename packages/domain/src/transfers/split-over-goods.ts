import { refuse } from "@invista/contracts/errors";
import { compare, minus, sum } from "@invista/contracts/quantity";
import type { SettledLine, TransferPart } from "@invista/contracts/transfer/transfer";

/** A line with the bin it goes into; null where it goes nowhere. */
export type PlacedLine = SettledLine & { readonly location: string | null };

/** So much of one lot, by its pieces where they have numbers. */
export interface SettledPart {
  readonly productId: string;
  readonly lotId: string | null;
  readonly quantity: string;
  readonly location: string | null;
  readonly serials?: readonly string[];
}

/**
 * Splits what is settled over the goods that the transfer has under way. Never guesses: where lots or pieces differ and only some of them
 * are settled, they have to be named.
 */
export function splitOverGoods(lines: readonly PlacedLine[], underWay: readonly TransferPart[]): SettledPart[] {
  const goods = underWay.map((part) => ({ ...part }));
  return lines.flatMap((line) => {
    const ofProduct = goods.filter((part) => part.productId === line.productId && part.quantity !== "0");
    const some = line.lotId === undefined ? ofProduct : ofProduct.filter((part) => part.lotId === line.lotId);
    const { sku = "This product", tracksSerials = false } = ofProduct[0] ?? {};
    if (some.length === 0 && ofProduct.length > 0) throw refuse("INVALID", "transfer.lotNotInIt", { sku });
    const available = sum(some.map((part) => part.quantity));
    if (compare(line.quantity, available) > 0)
      throw refuse("RULE_BROKEN", "transfer.moreThanSent", { sku, underWay: available });
    return tracksSerials ? byPiece(line, some, sku, available) : byLot(line, some, sku, available);
  });
}

function byLot(line: PlacedLine, goods: TransferPart[], sku: string, available: string): SettledPart[] {
  if (line.serials && line.serials.length > 0) throw refuse("INVALID", "serial.notTracked", { sku });
  if (goods.length > 1 && compare(line.quantity, available) < 0)
    throw refuse("INVALID", "transfer.lotNeeded", { sku, lots: goods.map((part) => part.lotNumber).join(", ") });
  let open = line.quantity;
  return goods.flatMap((part) => {
    const quantity = compare(part.quantity, open) < 0 ? part.quantity : open;
    if (quantity === "0") return [];
    part.quantity = minus(part.quantity, quantity);
    open = minus(open, quantity);
    return [{ productId: part.productId, lotId: part.lotId, quantity, location: line.location }];
  });
}

function byPiece(line: PlacedLine, goods: TransferPart[], sku: string, available: string): SettledPart[] {
  const { serials } = line;
  if (!serials && compare(line.quantity, available) < 0) throw refuse("INVALID", "serial.needed", { sku });
  if (serials && compare(String(serials.length), line.quantity) !== 0)
    throw refuse("INVALID", "serial.count", { sku, quantity: line.quantity, given: serials.length });
  const stranger = serials?.find((serial) => !goods.some((part) => part.serials.includes(serial)));
  if (stranger !== undefined) throw refuse("RULE_BROKEN", "transfer.pieceNotInIt", { sku, serial: stranger });
  return goods.flatMap((part) => {
    const named = serials ? part.serials.filter((serial) => serials.includes(serial)) : part.serials;
    if (named.length === 0) return [];
    part.serials = part.serials.filter((serial) => !named.includes(serial));
    const quantity = String(named.length);
    part.quantity = minus(part.quantity, quantity);
    return [{ productId: part.productId, lotId: part.lotId, quantity, location: line.location, serials: named }];
  });
}
