import { KEY } from "@invista/testkit/makers";
import { receiveStock } from "../src/scanning/index.ts";
import { adjustStock, moveContents, moveStock, quarantineStock, releaseStock, scrapStock } from "../src/stock/index.ts";
import { at, binOf, comingIn, outOf, type Act, type Scene } from "./undo-scene.ts";

const command = { note: null, idempotencyKey: KEY };

/** At odd costs, so that averages and remainders bite. */
const costOf = ({ step }: Scene) => `${Math.floor(step.cost / 1_000)}.${String(step.cost % 1_000).padStart(3, "0")}`;

export function adjust(scene: Scene): Act | null {
  const { goods, step, sold, held, warehouseId } = scene;
  const procedure = "stock.adjust";
  if (step.up) {
    const lotId = at(goods.lots, step.lot)?.id ?? null;
    const place = { productId: goods.productId, warehouseId, location: binOf(step.to), lotId, ...comingIn(scene) };
    const delta = String(step.quantity);
    const input = { ...place, ...command, delta, reason: "FOUND", unitCost: costOf(scene) } as const;
    return { procedure, run: (work) => adjustStock(work, input) };
  }
  const from = step.to === 0 ? held : sold;
  if (!from) return null;
  const { quantity, ...place } = outOf(scene, from);
  const input = { ...place, ...command, delta: `-${quantity}`, reason: "LOST", unitCost: null } as const;
  return { procedure, run: (work) => adjustStock(work, input) };
}

/** Goods that come in through the scan station; of a lot that is known, or of one that is not. */
export function receive(scene: Scene): Act {
  const { goods, step, warehouseId } = scene;
  const known = at(goods.lots, step.lot);
  const lotNumber = known && (step.index === 0 ? "L-3" : known.lotNumber);
  const input = {
    productId: goods.productId,
    warehouseId,
    location: binOf(step.to),
    quantity: String(step.quantity),
    lotNumber: lotNumber ?? null,
    expiresAt: null,
    unitCost: costOf(scene),
    ...comingIn(scene),
    ...command,
  };
  return { procedure: "scan.receive", run: (work) => receiveStock(work, input) };
}

export function move(scene: Scene): Act | null {
  const { sold, step } = scene;
  if (!sold) return null;
  const input = { ...outOf(scene, sold), ...command, toLocation: binOf(step.to) };
  return { procedure: "stock.move", run: (work) => moveStock(work, input) };
}

export function contents({ sold, step }: Scene): Act | null {
  if (!sold) return null;
  const { warehouseId, location } = sold;
  const input = { warehouseId, location, toLocation: binOf(step.to), idempotencyKey: KEY };
  return { procedure: "location.moveContents", run: (work) => moveContents(work, input) };
}

export function quarantine(scene: Scene): Act | null {
  if (!scene.sold) return null;
  const input = { ...outOf(scene, scene.sold), ...command, toLocation: null, reason: "OTHER" } as const;
  return { procedure: "stock.quarantine", run: (work) => quarantineStock(work, input) };
}

export function release(scene: Scene): Act | null {
  if (!scene.held) return null;
  const input = { ...outOf(scene, scene.held), ...command, toLocation: binOf(scene.step.to) };
  return { procedure: "stock.release", run: (work) => releaseStock(work, input) };
}

export function scrap(scene: Scene): Act | null {
  const from = scene.step.up ? (scene.held ?? scene.sold) : scene.sold;
  if (!from) return null;
  const input = { ...outOf(scene, from), ...command, reason: "OTHER" } as const;
  return { procedure: "stock.scrap", run: (work) => scrapStock(work, input) };
}
