import { neonClient } from "@invista/db";
import { commit, KEY, product, warehouse } from "@invista/testkit/makers";
import type { Actor } from "../shared/actor.ts";
import { postMovements } from "../stock/index.ts";
import { buildKit, unbuildKit } from "./index.ts";

interface Tracking {
  trackLots?: boolean;
  trackExpiry?: boolean;
  trackSerials?: boolean;
  qtyPrecision?: number;
}

/** A product with what is to be known of it. */
export async function goods(tracking: Tracking = {}) {
  const { id } = await product();
  return neonClient.product.update({ where: { id }, data: tracking });
}

/** A kit of so much of each part. */
export async function kitOf(parts: Readonly<Record<string, string>>, tracking: Tracking = {}) {
  const { id } = await goods(tracking);
  return neonClient.product.update({
    where: { id },
    data: {
      type: "KIT",
      components: {
        create: Object.entries(parts).map(([componentProductId, quantity]) => ({ componentProductId, quantity })),
      },
    },
  });
}

export const shelf = async () => (await warehouse()).id;
export const lotOf = (productId: string, lotNumber: string, expiresAt?: string) =>
  neonClient.lot.create({
    data: { productId, lotNumber, expiresAt: expiresAt === undefined ? null : new Date(`${expiresAt}T00:00:00Z`) },
  });

/** Brings some of a product into stock. */
export const put = (
  warehouseId: string,
  productId: string,
  quantity: string,
  { unitCost = "1", ...more }: { unitCost?: string; location?: string; lotId?: string; serials?: string[] } = {},
) =>
  commit(async (work) => {
    await postMovements(work, [
      { productId, warehouseId, location: "A-1", type: "RECEIPT", quantity, unitCost, ...more },
    ]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: productId });
    return { operationId: work.operationId };
  });

type Build = Parameters<typeof buildKit>[1];
export const build = (
  warehouseId: string,
  productId: string,
  quantity: string,
  { as, ...more }: Partial<Build> & { as?: Actor } = {},
) =>
  commit(
    (work) =>
      buildKit(work, {
        productId,
        warehouseId,
        quantity,
        location: "K-1",
        lotNumber: null,
        expiresAt: null,
        parts: [],
        note: null,
        ...more,
        idempotencyKey: KEY,
      }),
    { procedure: "kit.build", ...(as ? { as } : {}) },
  );

type Unbuild = Parameters<typeof unbuildKit>[1];
export const unbuild = (warehouseId: string, productId: string, quantity: string, more: Partial<Unbuild> = {}) =>
  commit(
    (work) =>
      unbuildKit(work, {
        productId,
        warehouseId,
        quantity,
        location: "K-1",
        lotId: null,
        toLocation: "A-1",
        parts: [],
        note: null,
        ...more,
        idempotencyKey: KEY,
      }),
    { procedure: "kit.unbuild" },
  );

/** What lies where of a product, by bin and lot. */
export async function stockIn(productId: string): Promise<Record<string, string>> {
  const items = await neonClient.inventoryItem.findMany({
    where: { productId, quantity: { gt: 0 } },
    include: { lot: true },
    orderBy: [{ location: "asc" }, { lot: { lotNumber: "asc" } }],
  });
  return Object.fromEntries(
    items.map((item) => [[item.location, item.lot?.lotNumber].filter(Boolean).join(" "), item.quantity.toString()]),
  );
}

/** What all that is in stock of a product is worth. */
export async function worthOf(productId: string): Promise<string> {
  const { _sum } = await neonClient.costLayer.aggregate({ where: { productId }, _sum: { remainingValue: true } });
  return _sum.remainingValue?.toString() ?? "0";
}
