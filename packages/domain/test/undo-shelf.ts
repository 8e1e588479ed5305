import { Refusal } from "@invista/contracts/errors";
import { neonClient } from "@invista/db";
import { actor, commit, customer, KEY, warehouse } from "@invista/testkit/makers";
import { recordReadings, startInspection } from "../src/quality/index.ts";
import type { NeonWork } from "../src/shared/work.ts";
import { postMovements, undoOperation } from "../src/stock/index.ts";

export const BINS = ["", "A-1", "A-2"] as const;
export const CHECK = { check: "Sealed", value: "yes", pieces: 1 };
/** Whoever counts and inspects; another one approves and disposes. */
export const other = actor({ userId: "another-user", displayName: "Another user" });

/** How stock of a product is valued and told apart. */
export const GOODS = ["FIFO", "AVERAGE", "LOTS", "PIECES", "LOTS_AND_PIECES"] as const;
export type GoodsKind = (typeof GOODS)[number];
export interface Goods {
  readonly productId: string;
  readonly sku: string;
  readonly lots: readonly { id: string; lotNumber: string }[];
  readonly hasPieces: boolean;
}

/** Two warehouses of one walk, and the products it is about. */
export interface Shelf {
  readonly warehouses: readonly [string, string];
  readonly goods: readonly Goods[];
  /** The last of the goods: made of the others, one of the first and two of the second. */
  readonly kit: Goods;
  readonly customerId: string;
  /** Names a piece that was never seen. */
  newPiece(): string;
}

export async function makeShelf(kinds: readonly GoodsKind[]): Promise<Shelf> {
  const [here, there] = [await warehouse(), await warehouse()];
  const warehouses = [here.id, there.id] as const;
  const quarantine = { code: "Q", type: "QUARANTINE", isSellable: false } as const;
  await neonClient.storageLocation.createMany({
    data: warehouses.map((warehouseId) => ({ warehouseId, ...quarantine })),
  });
  let pieces = 0;
  const newPiece = () => `N-${(pieces += 1)}`;
  const parts = await makeGoods(kinds, here.code);
  const kit = await makeKit(parts, here.code);
  const goods = [...parts, kit];
  await together(async (work) => {
    // Two layers at odd costs each, so that steps bite from the start.
    await postMovements(
      work,
      ["0.333333", "7.1"].flatMap((unitCost, index) =>
        goods.map(({ productId, lots, hasPieces }) => ({
          productId,
          warehouseId: here.id,
          location: BINS[index] ?? "",
          lotId: lots[index]?.id ?? null,
          type: "ADJUSTMENT",
          quantity: "6",
          unitCost,
          ...(hasPieces ? { serials: Array.from({ length: 6 }, newPiece) } : {}),
        })),
      ),
    );
    // Two products have something that waits for a decision.
    for (const { productId, lots } of parts.slice(0, 2)) {
      const stock = { productId, warehouseId: here.id, location: "", lotId: lots[0]?.id ?? null, quantity: "3" };
      const made = { ...stock, source: "STOCK", planId: null, note: null, idempotencyKey: KEY } as const;
      const begun = await startInspection(work, made);
      await recordReadings(work, { ...begun, readings: [CHECK], idempotencyKey: KEY });
    }
    return {};
  });
  return { warehouses, goods, kit, customerId: (await customer()).id, newPiece };
}

async function makeGoods(kinds: readonly GoodsKind[], prefix: string): Promise<Goods[]> {
  const rows = kinds.map((kind) => ({
    sku: `${prefix}-${kind}`,
    name: kind,
    trackLots: kind.startsWith("LOTS"),
    trackSerials: kind.endsWith("PIECES"),
    costMethod: kind === "AVERAGE" ? ("MOVING_AVG" as const) : ("FIFO" as const),
  }));
  const made = await neonClient.product.createManyAndReturn({ data: rows });
  const numbers = ["L-1", "L-2"];
  const lots = await neonClient.lot.createManyAndReturn({
    data: made
      .filter((one) => one.trackLots)
      .flatMap(({ id }) => numbers.map((lotNumber) => ({ productId: id, lotNumber }))),
  });
  const bounds = { min: null, max: null, unit: null, expected: null };
  const checks = [{ name: CHECK.check, kind: "YES_NO", isCritical: false, ...bounds }];
  await neonClient.productPrice.createMany({ data: made.map(({ id }) => ({ productId: id, unitPrice: "10" })) });
  await neonClient.inspectionPlan.createMany({
    data: made.flatMap(({ id, sku, trackLots, trackSerials }) =>
      // Goods by lot are inspected as they are received, pieces as they come back, others as they are transferred.
      (["STOCK", trackLots ? "RECEIPT" : trackSerials ? "RETURN" : "TRANSFER"] as const).map((trigger) => ({
        productId: id,
        name: `${sku} ${trigger}`,
        trigger,
        checks,
        sampling: { kind: "FIXED", count: 1 },
      })),
    ),
  });
  return made.map(({ id, sku, trackSerials }) => ({
    productId: id,
    sku,
    lots: lots.filter((lot) => lot.productId === id),
    hasPieces: trackSerials,
  }));
}

async function makeKit(parts: readonly Goods[], prefix: string): Promise<Goods> {
  const components = parts
    .slice(0, 2)
    .map(({ productId }, index) => ({ componentProductId: productId, quantity: String(index + 1) }));
  const { id, sku } = await neonClient.product.create({
    data: {
      sku: `${prefix}-KIT`,
      name: "KIT",
      type: "KIT",
      components: { create: components },
      prices: { create: { unitPrice: "10" } },
    },
  });
  return { productId: id, sku, lots: [], hasPieces: false };
}

/** Several steps as one command: all of them or none. */
export function together<Output extends object>(body: (work: NeonWork) => Promise<Output>): Promise<Output> {
  return commit(async (work) => {
    const made = await body({ ...work, audit: () => {}, notify: () => {} });
    work.audit({ action: "PREPARE", resource: "walks", resourceId: "walk" });
    return made;
  });
}

/** The answer, or the refusal where it is a lawful one. */
export async function answerOf<Output>(run: () => Promise<Output>): Promise<Output | Refusal> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "INTERNAL") throw error;
    return error;
  }
}

export const undo = (id: string, chain = false) =>
  answerOf(() => commit((work) => undoOperation(work, { id, chain, idempotencyKey: KEY }, "any")));

/** All that stock is, in words: what lies where, claims, pieces, layers with what is left of them, accounts, and where documents stand. */
export async function stateOf({ warehouses: [here, there] }: Shelf): Promise<string[]> {
  const rows = await neonClient.$queryRaw<{ line: string }[]>`
    WITH item AS MATERIALIZED (
      SELECT i.*, concat_ws(' ', w.code, quote_literal(i.location), p.sku, l.lot_number) AS name
      FROM inventory_item i JOIN warehouse w ON w.id = i.warehouse_id JOIN product p ON p.id = i.product_id LEFT JOIN lot l ON l.id = i.lot_id WHERE i.warehouse_id IN (${here}, ${there})),
    goods AS MATERIALIZED (SELECT DISTINCT product_id AS id FROM item),
    parcel AS MATERIALIZED (SELECT * FROM shipment WHERE warehouse_id IN (${here}, ${there}) AND status <> 'CANCELLED')
    SELECT concat_ws(' ', 'item', name, trim_scale(quantity), 'reserved', trim_scale(reserved_quantity), 'counted', last_counted_at) AS line
      FROM item WHERE quantity > 0 OR last_counted_at IS NOT NULL
    UNION ALL SELECT concat_ws(' ', 'claim', r.reservation_type, r.reference_id, item.name, r.status, trim_scale(sum(r.quantity)))
      FROM stock_reservation r JOIN item ON item.id = r.inventory_item_id WHERE r.status IN ('ACTIVE', 'PICKED') GROUP BY r.reservation_type, r.reference_id, item.name, r.status
    UNION ALL SELECT concat_ws(' ', 'piece', p.sku, s.serial, s.status, coalesce(item.name, 'gone'), 'lot', l.lot_number, 'line', s.order_item_id)
      FROM serial_number s JOIN goods ON goods.id = s.product_id JOIN product p ON p.id = s.product_id LEFT JOIN item ON item.id = s.inventory_item_id LEFT JOIN lot l ON l.id = s.lot_id
      WHERE EXISTS (SELECT FROM stock_movement m WHERE m.serial_id = s.id AND m.type <> 'REVERSAL' AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq))
    UNION ALL SELECT concat_ws(' ', 'layer', c.id, trim_scale(c.remaining_quantity), 'worth', trim_scale(c.remaining_value), 'at', trim_scale(c.unit_cost))
      FROM cost_layer c WHERE c.warehouse_id IN (${here}, ${there}) AND c.remaining_quantity > 0
    UNION ALL SELECT concat_ws(' ', 'account', account_code, trim_scale(sum(debit - credit)))
      FROM journal_line WHERE warehouse_id IN (${here}, ${there}) GROUP BY account_code HAVING sum(debit - credit) <> 0
    UNION ALL SELECT concat_ws(' ', 'transfer', t.transfer_number, t.status, t.dispatched_at, t.received_at, (SELECT string_agg(concat_ws('/', trim_scale(i.dispatched_quantity), trim_scale(i.received_quantity), trim_scale(i.lost_quantity)), ' ' ORDER BY i.id) FROM stock_transfer_item i WHERE i.transfer_id = t.id))
      FROM stock_transfer t WHERE t.from_warehouse_id IN (${here}, ${there}) AND t.status <> 'CANCELLED'
    UNION ALL SELECT concat_ws(' ', 'inspection', q.inspection_number, q.status, trim_scale(q.accepted_quantity), trim_scale(q.rejected_quantity), q.disposition)
      FROM quality_inspection q WHERE q.warehouse_id IN (${here}, ${there})
    UNION ALL SELECT concat_ws(' ', 'nonconformance', n.ncr_number, n.status, n.disposition, trim_scale(n.quantity))
      FROM non_conformance n JOIN goods ON goods.id = n.product_id
    UNION ALL SELECT concat_ws(' ', 'shipment', s.shipment_number, s.status, s.shipped_at, o.status, (SELECT string_agg(concat_ws('/', trim_scale(x.picked_quantity), x.serials, trim_scale(i.shipped_quantity), trim_scale(i.reserved_quantity)), ' ' ORDER BY x.id) FROM shipment_item x JOIN order_item i ON i.id = x.order_item_id WHERE x.shipment_id = s.id))
      FROM parcel s JOIN "order" o ON o.id = s.order_id
    ORDER BY 1`;
  return rows.map((row) => row.line);
}
