import { neonClient } from "@invista/db";
import { commit, KEY } from "@invista/testkit/makers";
import { cancelOrder, confirmOrder, createOrder } from "../src/orders/index.ts";
import {
  cancelShipment,
  createShipments,
  packShipment,
  pickShipment,
  refuseShipment,
  shipShipment,
} from "../src/shipments/index.ts";
import type { NeonWork } from "../src/shared/work.ts";
import { at, some, type Act, type Scene } from "./undo-scene.ts";
import { together } from "./undo-shelf.ts";

const command = { note: null, idempotencyKey: KEY };
const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
const reason = "walk";

/** An order that is picked and packed, and leaves. */
export async function ship(scene: Scene): Promise<Act | null> {
  const { sold, shelf } = scene;
  if (!sold) return null;
  const { productId, warehouseId } = sold;
  const lines = [{ productId, warehouseId, quantity: String(some(scene, sold)), unitPrice: null }];
  const { order, shipment } = await together(async (work) => {
    const shape = { currency: null, warehouseId: null, requestedAt: null, place: true };
    const made = await createOrder(work, { customerId: shelf.customerId, lines, ...shape, ...command });
    await confirmOrder(work, seen(made));
    const { shipments } = await createShipments(work, { orderIds: [made.id], idempotencyKey: KEY });
    const [only] = shipments;
    if (!only) throw new Error("no shipment");
    const picked = await pickShipment(work, { id: only.id, lines: await pieces(work, only.id), idempotencyKey: KEY });
    return {
      order: made.id,
      shipment: await packShipment(work, { ...seen(picked), parcels: [{ weight: "1", note: null }] }),
    };
  });
  return {
    procedure: "shipment.ship",
    run: (work) => shipShipment(work, { ...seen(shipment), carrierId: null, trackingNumber: null }),
    giveUp: async () => {
      const parcel = await neonClient.shipment.findUniqueOrThrow({ where: { id: shipment.id } });
      await commit((work) => cancelShipment(work, { ...seen(parcel), reason }));
      const open = await neonClient.order.findUniqueOrThrow({ where: { id: order } });
      await commit((work) => cancelOrder(work, { ...seen(open), reason }));
    },
  };
}

/** A parcel that nobody takes: its goods are back, in quarantine. */
export async function takeBack({ shelf, step }: Scene): Promise<Act | null> {
  const where = { warehouseId: { in: [...shelf.warehouses] }, status: "SHIPPED" as const };
  const parcel = at(await neonClient.shipment.findMany({ where, orderBy: { id: "asc" } }), step.index);
  if (!parcel) return null;
  return { procedure: "shipment.refuse", run: (work) => refuseShipment(work, { ...seen(parcel), reason }) };
}

/** All of it, by the first pieces that lie there. */
async function pieces(work: NeonWork, shipmentId: string) {
  const items = await work.tx.shipmentItem.findMany({
    where: { shipmentId },
    include: { inventoryItem: { include: { serials: { orderBy: { serial: "asc" } } } } },
  });
  return items.map(({ id, quantity, inventoryItem }) => {
    const serials = (inventoryItem?.serials ?? []).slice(0, Number(quantity)).map(({ serial }) => serial);
    return { lineId: id, quantity: quantity.toString(), ...(serials.length > 0 ? { serials } : {}) };
  });
}
