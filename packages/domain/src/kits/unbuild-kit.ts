import { refuse } from "@invista/contracts/errors";
import type { KitOutput, PlanUnbuildInput, UnbuildKitInput, UnbuildPlan } from "@invista/contracts/kit/kit";
import { compare, decimalsOf, minus, spread, sum, times } from "@invista/contracts/quantity";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { postMovements } from "../stock/index.ts";
import { readTree, type KitProduct } from "./kit-tree.ts";
import { readIngredients, type Ingredients } from "./read-ingredients.ts";

interface Coming {
  readonly part: KitProduct;
  readonly quantity: string;
}
interface Piece extends Coming {
  readonly lotId: string | null;
  readonly serials: readonly string[] | undefined;
  readonly weight: string;
}

/** Takes kits apart: their value goes to the parts, by what each was worth last. Which lot or pieces come out is read from what went in, or named. */
export async function unbuildKit(work: NeonWork, input: UnbuildKitInput): Promise<KitOutput> {
  const { productId, warehouseId, location, lotId, quantity, serials, toLocation, note } = input;
  requireWarehouse(work.actor, warehouseId);
  requireWithin(work.actor.limits.maxAdjustQty, quantity);
  const [kit, ...parts] = await readTree(work.tx, productId);
  const coming = comingOut(kit, parts, quantity);
  const ids = coming.map(({ part }) => part.id);
  const known = await readIngredients(work.tx, { productId, warehouseId, lotId }, ids);
  const stranger = input.parts.find((one) => !ids.includes(one.productId));
  if (stranger) throw refuse("INVALID", "kit.notAPart", { sku: kit.sku });
  const pieces = coming.flatMap((one) => piecesOf(one, input, known.get(one.part.id)));
  const gone = await postMovements(work, [
    {
      productId,
      warehouseId,
      location,
      lotId,
      type: "KIT_CONSUME",
      quantity: `-${quantity}`,
      serials,
      reasonCode: UNBUILD,
    },
  ]);
  const value = minus("0", sum(gone.map((line) => line.value_delta)));
  const values = spread(
    value,
    pieces.map((piece) => piece.weight),
    4,
  );
  await postMovements(
    work,
    pieces.map((piece, index) => ({
      productId: piece.part.id,
      warehouseId,
      location: toLocation,
      lotId: piece.lotId,
      type: "KIT_BUILD",
      quantity: piece.quantity,
      value: values[index] ?? "0",
      serials: piece.serials,
      reasonCode: UNBUILD,
    })),
  );
  const last = gone.at(-1);
  if (!last) throw new Error("post_movements answered nothing");
  const moved = pieces.map((piece) => ({
    productId: piece.part.id,
    sku: piece.part.sku,
    location: toLocation,
    lotId: piece.lotId,
    quantity: piece.quantity,
  }));
  work.audit({
    action: "UNBUILD",
    resource: "inventory_items",
    resourceId: last.inventory_item_id,
    newValues: {
      productId,
      warehouseId,
      location,
      lotId,
      quantity,
      parts: moved,
      note,
      ...(serials ? { serials } : {}),
    },
  });
  return {
    operationId: work.operationId,
    productId,
    warehouseId,
    quantity,
    location,
    lotId,
    balance: last.balance_after,
    parts: moved,
  };
}

/** Marks the movements of what was taken apart: nothing was made of anything by it. */
export const UNBUILD = "UNBUILD";

/** What would come out of kits, with the lots and pieces that went into such. Changes nothing. */
export async function planUnbuild(read: NeonRead, input: PlanUnbuildInput): Promise<UnbuildPlan> {
  requireWarehouse(read.actor, input.warehouseId);
  const [kit, ...parts] = await readTree(read.db, input.productId);
  const coming = comingOut(kit, parts, input.quantity);
  const ids = coming.map(({ part }) => part.id);
  const known = await readIngredients(read.db, input, ids);
  return {
    parts: coming.map(({ part, quantity }) => ({
      productId: part.id,
      sku: part.sku,
      name: part.name,
      unitCode: part.unitCode,
      trackLots: part.trackLots,
      trackSerials: part.trackSerials,
      quantity,
      lots: [...(known.get(part.id)?.lots ?? [])],
      serials: [...(known.get(part.id)?.serials ?? [])],
    })),
  };
}

function comingOut(kit: KitProduct, parts: readonly KitProduct[], quantity: string): Coming[] {
  requireFitting(kit, quantity);
  return kit.components.flatMap((component) => {
    const part = parts.find((one) => one.id === component.productId);
    if (!part) return [];
    const out = { part, quantity: times(component.quantity, quantity) };
    requireFitting(part, out.quantity);
    return [out];
  });
}

function requireFitting({ sku, qtyPrecision }: KitProduct, quantity: string): void {
  if (decimalsOf(quantity) > qtyPrecision)
    throw refuse("INVALID", "quantity.precision", { sku, precision: qtyPrecision });
}

/** A part as it comes out: by the lots and numbers that are named, else by those that went in, where there is no choice. */
function piecesOf({ part, quantity }: Coming, input: UnbuildKitInput, known: Ingredients | undefined): Piece[] {
  const weigh = (amount: string) => times(amount, known?.unitCost ?? "0");
  const named = input.parts.filter((one) => one.productId === part.id);
  if (named.length > 0) {
    if (compare(sum(named.map((one) => one.quantity)), quantity) !== 0)
      throw refuse("INVALID", "kit.partsDiffer", { sku: part.sku, quantity });
    return named.map((one) => ({ ...one, part, serials: one.serials, weight: weigh(one.quantity) }));
  }
  const lots = known?.lots ?? [];
  const [lot] = lots;
  if (part.trackLots && (!lot || lots.length > 1))
    throw refuse("INVALID", "kit.partLotNeeded", {
      sku: part.sku,
      lots: lots.length > 0 ? lots.map((one) => one.lotNumber) : "none that is known",
    });
  const serials = known?.serials ?? [];
  if (part.trackSerials && compare(String(serials.length), quantity) !== 0)
    throw refuse("INVALID", "serial.needed", { sku: part.sku });
  return [
    {
      part,
      quantity,
      lotId: part.trackLots ? (lot?.id ?? null) : null,
      serials: part.trackSerials ? serials : undefined,
      weight: weigh(quantity),
    },
  ];
}
