import { neonClient } from "@invista/db";
import { commit, KEY } from "@invista/testkit/makers";
import { holdLot, recallLot, releaseLot, updateLot } from "../src/lots/index.ts";
import { adjustStock, releaseParts, updateLocation } from "../src/stock/index.ts";
import { at, outOf, type Scene } from "./undo-scene.ts";
import { together } from "./undo-shelf.ts";

/** What changes how much is promised, held and free, and moves nothing; and what is booked for an earlier moment. */
export const CLAIM_STEPS = { promise, giveBack, giveBackPart, lotStep, lotDay, sellable };
const open = { status: { in: ["ACTIVE" as const, "PICKED" as const] }, reservationType: "MANUAL" as const };

async function promise({ sold, held, step }: Scene): Promise<void> {
  const position = sold ?? held;
  if (!position) return;
  const quantity = Math.min(step.quantity, position.free);
  const claim = { inventoryItemId: position.itemId, reservationType: "MANUAL", referenceId: "walk" } as const;
  await neonClient.stockReservation.create({ data: { ...claim, quantity, reservedBy: "test-user" } });
}

const claimsOf = ({ goods }: Scene) =>
  neonClient.stockReservation.findMany({
    where: { ...open, inventoryItem: { productId: goods.productId } },
    orderBy: { id: "asc" },
  });

async function giveBack(scene: Scene): Promise<void> {
  const claim = at(await claimsOf(scene), scene.step.index);
  if (claim) await neonClient.stockReservation.update({ where: { id: claim.id }, data: { status: "RELEASED" } });
}

async function giveBackPart(scene: Scene): Promise<void> {
  const claim = at(await claimsOf(scene), scene.step.index);
  if (!claim) return;
  await together(async (work) => {
    await releaseParts(work, [{ claimId: claim.id, quantity: "1" }]);
    return {};
  });
}

async function lotOf({ goods, step }: Scene) {
  const id = at(goods.lots, step.lot)?.id;
  return id === undefined ? null : neonClient.lot.findUniqueOrThrow({ where: { id } });
}

async function lotStep(scene: Scene): Promise<void> {
  const lot = await lotOf(scene);
  const run = at([holdLot, releaseLot, recallLot, releaseLot], scene.step.index);
  if (!lot || !run) return;
  await commit((work) => run(work, { id: lot.id, version: lot.version, reason: "walk", idempotencyKey: KEY }));
}

async function lotDay(scene: Scene): Promise<void> {
  const lot = await lotOf(scene);
  if (!lot) return;
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const expiresAt = at([null, day(-3), day(0), day(1), day(40)], scene.step.index) ?? null;
  const facts = { expiresAt, manufacturedAt: null, supplierId: null, supplierLot: null, notes: null };
  await commit((work) => updateLot(work, { id: lot.id, version: lot.version, ...facts, idempotencyKey: KEY }));
}

async function sellable({ step, warehouseId }: Scene): Promise<void> {
  const bins = await neonClient.storageLocation.findMany({
    where: { warehouseId, type: { notIn: ["QUARANTINE", "TRANSIT"] } },
    orderBy: { code: "asc" },
  });
  const bin = at(bins, step.to);
  if (!bin) return;
  const { id, version, zone, barcode } = bin;
  const type = step.up ? "PICK" : "BULK";
  const facts = { zone, barcode, type, isSellable: !bin.isSellable, pickSequence: 0, maxWeight: null } as const;
  await commit((work) => updateLocation(work, { id, version, ...facts, idempotencyKey: KEY }));
}

/** A loss that is booked for an earlier moment, where there was enough then. */
export async function backdate(scene: Scene, occurredAt: string): Promise<void> {
  if (!scene.sold) return;
  const { quantity, ...place } = outOf(scene, scene.sold, 1);
  const facts = { delta: `-${quantity}`, reason: "LOST", unitCost: null, note: null, idempotencyKey: KEY } as const;
  await commit((work) => adjustStock(work, { ...place, ...facts, occurredAt }));
}
