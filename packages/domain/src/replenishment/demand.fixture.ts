import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { neonClient } from "@invista/db";
import { commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { postMovements } from "../stock/index.ts";
import { getSuggestion, runDemand } from "./index.ts";

export const NOTHING = { leadTimeDelta: 0, demandPercent: 0 };
const DAY = 86_400_000;
export const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

/** A position that was opened 100 days ago and from which so much went out in each of the last 13 weeks, the oldest first. */
export async function position(opening: number, weeks: readonly number[], fields: { cost?: string } = {}) {
  const [{ id: productId }, { id: warehouseId }] = [await product(), await warehouse()];
  if (fields.cost) await neonClient.product.update({ where: { id: productId }, data: { standardCost: fields.cost } });
  await commit(async (work) => {
    const place = { productId, warehouseId, location: "A-1" };
    await postMovements(work, [
      { ...place, type: "OPENING", quantity: String(opening), unitCost: "2", occurredAt: daysAgo(100) },
      ...weeks.flatMap((quantity, index) =>
        quantity === 0
          ? []
          : [
              {
                ...place,
                type: "SHIPMENT",
                quantity: String(-quantity),
                occurredAt: daysAgo((weeks.length - index) * 7 - 3),
              },
            ],
      ),
    ]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: productId });
    return {};
  });
  return { productId, warehouseId };
}
export const run = () => commit((work) => runDemand(work));
export const suggestionOf = async (of: { productId: string; warehouseId: string }, what = NOTHING) =>
  getSuggestion(reader(), { ...of, ...what }, DEFAULT_SETTINGS);
export const rule = (of: { productId: string; warehouseId: string }, fields: object = {}) => ({
  ...of,
  minQuantity: "10",
  maxQuantity: "40",
  safetyStock: "0",
  multiple: "1",
  leadTimeDays: null,
  supplierId: null,
  abcClass: null,
  version: 0,
  idempotencyKey: KEY,
  ...fields,
});
