import { countScope } from "@invista/contracts/count/count";
import { neonClient } from "@invista/db";
import { commit, KEY, reader } from "@invista/testkit/makers";
import { approveCount, createCount, enterCount, finishCount, namePieces, startCount } from "../src/counts/index.ts";
import { decideInspection, disposeNcr, startInspection, waiveInspection } from "../src/quality/index.ts";
import {
  approveTransfer,
  cancelTransfer,
  createTransfer,
  dispatchTransfer,
  getTransfer,
  receiveTransfer,
  resolveTransfer,
} from "../src/transfers/index.ts";
import { at, binOf, comingIn, outOf, some, type Act, type Scene } from "./undo-scene.ts";
import { other, together } from "./undo-shelf.ts";

const command = { note: null, idempotencyKey: KEY };
type Ref = { id: string; version: number };
const seen = ({ id, version }: Ref) => ({ id, version, idempotencyKey: KEY });

export async function dispatch(scene: Scene): Promise<Act | null> {
  const { sold, shelf } = scene;
  if (!sold) return null;
  const [here, there] = shelf.warehouses;
  const lines = [{ productId: sold.productId, quantity: String(some(scene, sold)) }];
  const transfer = await together(async (work) => {
    const toWarehouseId = sold.warehouseId === here ? there : here;
    const places = { fromWarehouseId: sold.warehouseId, toWarehouseId, expectedAt: null };
    return approveTransfer(work, seen(await createTransfer(work, { ...places, ...command, lines })));
  });
  const { parts } = await getTransfer(reader(), { id: transfer.id });
  const pieces = parts.flatMap(({ itemId, tracksSerials, serials, quantity }) =>
    itemId !== null && tracksSerials ? [{ itemId, serials: serials.slice(-Number(quantity)) }] : [],
  );
  return {
    procedure: "transfer.dispatch",
    run: (work) => dispatchTransfer(work, { ...seen(transfer), pieces }),
    giveUp: async () => {
      const now = await neonClient.stockTransfer.findUniqueOrThrow({ where: { id: transfer.id } });
      await commit((work) => cancelTransfer(work, seen(now)));
    },
  };
}

/** Part of what is under way, or all of it. */
async function settling({ shelf, step }: Scene) {
  const open = await neonClient.stockTransfer.findMany({
    where: { toWarehouseId: { in: [...shelf.warehouses] }, status: { in: ["IN_TRANSIT", "PARTIALLY_RECEIVED"] } },
    orderBy: { id: "asc" },
  });
  const transfer = at(open, step.index);
  if (!transfer) return null;
  const { parts } = await getTransfer(reader(), { id: transfer.id });
  const chosen = step.up ? parts : parts.slice(0, 1);
  const lines = chosen.map(({ productId, lotId, quantity: sent, tracksSerials, serials }) => {
    const quantity = Math.min(step.quantity, Number(sent));
    const pieces = tracksSerials ? { serials: serials.slice(0, quantity) } : {};
    return { productId, lotId, quantity: String(quantity), ...pieces };
  });
  return { ...seen(transfer), lines };
}

export async function arrive(scene: Scene): Promise<Act | null> {
  const input = await settling(scene);
  if (!input) return null;
  const lines = input.lines.map((line) => ({ ...line, location: binOf(scene.step.to) }));
  return { procedure: "transfer.receive", run: (work) => receiveTransfer(work, { ...input, lines }) };
}

export async function lose(scene: Scene): Promise<Act | null> {
  const input = await settling(scene);
  return input && { procedure: "transfer.resolve", run: (work) => resolveTransfer(work, { ...input, reason: "LOST" }) };
}

/** Counts one bin of the goods: more, less, or as much as is expected of the position; another one approves. */
export async function count(scene: Scene): Promise<Act | null> {
  const { sold, step, goods } = scene;
  if (!sold) return null;
  const delta = step.up ? step.quantity : 1 - some(scene, sold);
  const scope = countScope.parse({ productIds: [goods.productId], bins: [sold.location] });
  const loose = { blind: true, plannedFor: null, toleranceQty: "999", tolerancePct: "0", toleranceValue: "0" };
  const ready = await together(async (approver) => {
    const work = { ...approver, actor: other };
    const made = await createCount(work, { warehouseId: sold.warehouseId, scope, ...loose, ...command });
    const { id } = await startCount(work, seen(made));
    const sheet = await work.tx.stockCountItem.findMany({ where: { countId: id } });
    const lines = sheet.map(({ id: lineId, inventoryItemId, expectedQuantity }) => ({
      lineId,
      quantity: inventoryItemId === sold.itemId ? String(sold.onHand + delta) : expectedQuantity.toString(),
      note: null,
    }));
    await enterCount(work, { id, lines, idempotencyKey: KEY });
    const counting = await work.tx.stockCount.findUniqueOrThrow({ where: { id } });
    const counted = await finishCount(work, { ...seen(counting), leaveOut: false });
    const line = sheet.find(({ inventoryItemId }) => inventoryItemId === sold.itemId);
    if (!line || delta === 0 || !goods.hasPieces) return counted;
    const { serials = [] } = delta > 0 ? comingIn(scene, delta) : outOf(scene, sold, -delta);
    return namePieces(work, { ...seen(counted), lineId: line.id, serials });
  });
  return { procedure: "count.approve", run: (work) => approveCount(work, seen(ready)) };
}

export function inspect(scene: Scene): Act | null {
  const from = scene.step.up ? scene.sold : (scene.held ?? scene.sold);
  if (!from) return null;
  const { serials: _, ...stock } = { serials: null, ...outOf(scene, from) };
  const input = { ...stock, ...command, source: "STOCK", planId: null } as const;
  return { procedure: "inspection.start", run: (work) => startInspection(work, input) };
}

async function inspection({ shelf, step }: Scene, status: "PENDING" | "IN_PROGRESS") {
  const where = { warehouseId: { in: [...shelf.warehouses] }, status };
  return at(await neonClient.qualityInspection.findMany({ where, orderBy: { id: "asc" } }), step.index);
}

export async function waive(scene: Scene): Promise<Act | null> {
  const found = await inspection(scene, "PENDING");
  if (!found) return null;
  const input = { ...seen(found), reason: "walk", toLocation: binOf(scene.step.to) };
  return { procedure: "inspection.waive", run: (work) => waiveInspection(work, input) };
}

export async function decide(scene: Scene): Promise<Act | null> {
  const { step } = scene;
  const found = await inspection(scene, "IN_PROGRESS");
  if (!found) return null;
  const inspected = Number(found.inspectedQuantity);
  const accepted = Math.min(step.quantity - 1, inspected);
  const input = {
    ...seen(found),
    accepted: String(accepted),
    rejected: String(inspected - accepted),
    toLocation: binOf(step.to),
    severity: "MINOR",
    description: null,
  } as const;
  return { procedure: "inspection.decide", as: other, run: (work) => decideInspection(work, input) };
}

export async function dispose({ shelf, step }: Scene): Promise<Act | null> {
  const where = { disposition: null, productId: { in: shelf.goods.map(({ productId }) => productId) } };
  const found = at(await neonClient.nonConformance.findMany({ where, orderBy: { id: "asc" } }), step.index);
  if (!found) return null;
  const disposition = at(["SCRAP", "USE_AS_IS", "RETURN_TO_SUPPLIER"] as const, step.quantity) ?? "SCRAP";
  const input = { ...seen(found), ...command, disposition, toLocation: binOf(step.to) };
  return { procedure: "ncr.dispose", run: (work) => disposeNcr(work, input) };
}
