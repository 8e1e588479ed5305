import { countScope, type CountScope } from "@invista/contracts/count/count";
import { toleranceOf } from "./count-tolerance.ts";
import type { NeonWork } from "../shared/work.ts";

/**
 * Plans a count of one product in one bin, as part of another command, and answers its number; a count of just that which nobody has begun
 * serves again.
 */
export async function planCountOfBin(
  work: NeonWork,
  {
    warehouseId,
    location,
    productId,
    note,
  }: { warehouseId: string; location: string; productId: string; note: string },
): Promise<string> {
  const scope: CountScope = countScope.parse({ bins: [location], productIds: [productId], withEmpty: true });
  const planned = await work.tx.stockCount.findFirst({
    where: { warehouseId, status: "PLANNED", scope: { equals: scope } },
    select: { countNumber: true },
  });
  if (planned) return planned.countNumber;
  const made = await work.tx.stockCount.create({
    data: { warehouseId, scope, blind: true, ...toleranceOf(work.settings), notes: note, createdBy: work.actor.userId },
    select: { countNumber: true },
  });
  return made.countNumber;
}
