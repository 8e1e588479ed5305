import type { InspectionTrigger } from "@invista/contracts/quality/plan";
import { sum } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import { binsOf, firstQuarantine, isQuarantine } from "./bins.ts";
import { holdAll } from "./quality-hold.ts";

/** Goods that come into a bin. */
export interface Arriving {
  readonly productId: string;
  readonly lotId: string | null;
  readonly quantity: string;
  readonly location: string;
}
/** Goods with the plan by which they are inspected first: `location` is a quarantine bin then, `wanted` where they would have gone. */
export type Arrival<Goods extends Arriving> = Goods & { readonly planId: string | null; readonly wanted: string };

/** What is opened for goods that came. */
export interface OpenedInspection {
  readonly id: string;
  readonly inspectionNumber: string;
}

/** Goods of a product whose plan says so go to quarantine instead of their bin. Two statements at most, however many there are. */
export async function placeArrivals<Goods extends Arriving>(
  work: NeonWork,
  source: InspectionTrigger,
  warehouseId: string,
  goods: readonly Goods[],
): Promise<Arrival<Goods>[]> {
  const plans = await plansOf(work, source, [...new Set(goods.map((one) => one.productId))]);
  const isPlanned = goods.some((one) => plans.has(one.productId));
  const bins = isPlanned
    ? await binsOf(
        work,
        warehouseId,
        goods.map((one) => one.location),
      )
    : null;
  return goods.map((one) => {
    const planId = plans.get(one.productId) ?? null;
    const wanted = one.location;
    if (planId === null || bins === null || isQuarantine(bins, wanted)) return { ...one, planId, wanted };
    return { ...one, planId, wanted, location: firstQuarantine(bins) ?? "~QUARANTINE" };
  });
}

/** The nearest active plan of each product for what brought it here: its own, else that of the nearest category above. */
async function plansOf(
  work: NeonWork,
  source: InspectionTrigger,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await work.tx.$queryRaw<{ productId: string; planId: string }[]>`
    SELECT p.id AS "productId", plan.id AS "planId" FROM product p LEFT JOIN category own ON own.id = p.category_id CROSS JOIN LATERAL (
      SELECT n.id FROM inspection_plan n LEFT JOIN category c ON c.id = n.category_id
      WHERE n.is_active AND n.trigger = ${source}::inspection_trigger AND (n.product_id = p.id OR starts_with(own.path, c.path))
      ORDER BY n.product_id IS NULL, length(c.path) DESC, n.created_at DESC, n.id LIMIT 1) plan
    WHERE p.id = ANY (${[...productIds]}::text[])`;
  return new Map(rows.map((row) => [row.productId, row.planId]));
}

/** Opens an inspection for each lot that came into a bin of quarantine and keeps it there; three statements, however many there are. */
export async function openInspections(
  work: NeonWork,
  source: InspectionTrigger,
  warehouseId: string,
  arrived: readonly (Arrival<Arriving> & { readonly itemId: string })[],
  reference: { readonly type: string; readonly id: string } | null,
): Promise<OpenedInspection[]> {
  const lots = new Map<string, (typeof arrived)[number]>();
  for (const one of arrived) {
    if (one.planId === null) continue;
    const key = `${one.itemId} ${one.wanted}`;
    const known = lots.get(key);
    lots.set(key, known ? { ...one, quantity: sum([known.quantity, one.quantity]) } : one);
  }
  if (lots.size === 0) return [];
  const rows = [...lots.values()].map((one) => ({ ...one, id: work.newId() }));
  const made = await work.tx.qualityInspection.createManyAndReturn({
    data: rows.map(({ id, planId, productId, lotId, itemId, quantity, wanted }) => ({
      id,
      planId,
      sourceType: source,
      sourceId: wanted,
      productId,
      warehouseId,
      inventoryItemId: itemId,
      lotId,
      inspectedQuantity: quantity,
      operationId: work.operationId,
      referenceType: reference?.type ?? null,
      referenceId: reference?.id ?? null,
      createdBy: work.actor.userId,
    })),
    select: { id: true, inspectionNumber: true },
  });
  await holdAll(
    work,
    rows.map(({ id, itemId, quantity }) => ({ itemId, quantity, reference: id })),
  );
  return made;
}
