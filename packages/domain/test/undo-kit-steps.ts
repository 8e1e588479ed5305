import { KEY } from "@invista/testkit/makers";
import { buildKit, unbuildKit } from "../src/kits/index.ts";
import { at, binOf, comingIn, sceneOf, type Act, type Scene } from "./undo-scene.ts";

const command = { note: null, idempotencyKey: KEY };

/** Kits of what comes first. */
export function build({ shelf, step, warehouseId }: Scene): Act {
  const input = {
    productId: shelf.kit.productId,
    warehouseId,
    quantity: String(1 + (step.quantity % 3)),
    location: binOf(step.to),
    lotNumber: null,
    expiresAt: null,
    parts: [],
    ...command,
  };
  return { procedure: "kit.build", run: (work) => buildKit(work, input) };
}

/** Kits that are taken apart: lots and pieces come out as they are named, whichever went in. */
export async function unbuild({ shelf, step }: Scene): Promise<Act | null> {
  const { sold } = await sceneOf(shelf, { ...step, goods: shelf.goods.indexOf(shelf.kit) });
  if (!sold) return null;
  const kits = Math.min(step.quantity % 3 || 1, sold.free);
  const parts = await Promise.all(
    shelf.goods
      .filter((goods) => goods !== shelf.kit)
      .slice(0, 2)
      .map(async (goods, index) => {
        const quantity = kits * (index + 1);
        const scene = await sceneOf(shelf, { ...step, goods: index });
        const lotId = at(goods.lots, step.lot)?.id ?? null;
        return { productId: goods.productId, lotId, quantity: String(quantity), ...comingIn(scene, quantity) };
      }),
  );
  const { warehouseId, location } = sold;
  const place = { productId: sold.productId, warehouseId, location, lotId: null, toLocation: binOf(step.to) };
  const input = { ...place, quantity: String(kits), parts, ...command };
  return { procedure: "kit.unbuild", run: (work) => unbuildKit(work, input) };
}
