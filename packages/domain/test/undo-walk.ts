import { Refusal } from "@invista/contracts/errors";
import { neonClient } from "@invista/db";
import { commit, KEY, product, warehouse } from "@invista/testkit/makers";
import fc from "fast-check";
import { without } from "../src/shared/without.ts";
import type { NeonWork } from "../src/shared/work.ts";
import {
  adjustStock,
  moveStock,
  postMovements,
  quarantineStock,
  releaseStock,
  scrapStock,
  undoOperation,
} from "../src/stock/index.ts";

const BINS = ["", "A-1", "A-2"] as const;

/** One random stock operation of two products, one of each cost method. */
export const stockStep = fc.record({
  kind: fc.constantFrom("adjust", "move", "quarantine", "release", "scrap"),
  product: fc.nat(1),
  from: fc.constantFrom(...BINS),
  to: fc.constantFrom(...BINS),
  quantity: fc.integer({ min: 1, max: 9 }),
  up: fc.boolean(),
  cost: fc.integer({ min: 1, max: 99_999 }),
});
export type StockStep = typeof stockStep extends fc.Arbitrary<infer T> ? T : never;

export interface Shelf {
  readonly warehouseId: string;
  readonly products: readonly string[];
}

export async function makeShelf(): Promise<Shelf> {
  const { id: warehouseId } = await warehouse();
  await neonClient.storageLocation.create({ data: { warehouseId, code: "Q", type: "QUARANTINE", isSellable: false } });
  const products = [(await product()).id, (await product({ costMethod: "MOVING_AVG" })).id];
  // Two layers at odd costs each, so that steps bite from the start.
  for (const [index, unitCost] of ["0.333333", "7.1"].entries())
    await commit((work) =>
      postMovements(
        work,
        products.map((productId) => ({
          productId,
          warehouseId,
          location: BINS[index] ?? "",
          type: "ADJUSTMENT",
          quantity: "12",
          unitCost,
        })),
      ).then(() => {
        work.audit({ action: "CREATE", resource: "inventory_items", resourceId: warehouseId });
        return {};
      }),
    );
  return { warehouseId, products };
}

/** Runs one step; answers the operation's id, or null when it was lawfully refused. */
export async function runStep(shelf: Shelf, step: StockStep): Promise<string | null> {
  const input = {
    productId: shelf.products[step.product] ?? "",
    warehouseId: shelf.warehouseId,
    location: step.from as string,
    lotId: null,
    quantity: String(step.quantity),
    note: null,
    idempotencyKey: KEY,
  };
  const bodies: Record<StockStep["kind"], (work: NeonWork) => Promise<{ operationId: string }>> = {
    adjust: (work) =>
      adjustStock(work, {
        ...without(input, "quantity"),
        delta: step.up ? input.quantity : `-${input.quantity}`,
        reason: "COUNT",
        unitCost: step.up ? `${Math.floor(step.cost / 1_000)}.${String(step.cost % 1_000).padStart(3, "0")}` : null,
      }),
    move: (work) => moveStock(work, { ...input, toLocation: step.to }),
    quarantine: (work) => quarantineStock(work, { ...input, toLocation: null, reason: "OTHER" }),
    release: (work) => releaseStock(work, { ...input, location: "Q", toLocation: step.to }),
    scrap: (work) => scrapStock(work, { ...input, location: step.up ? "Q" : step.from, reason: "OTHER" }),
  };
  return attempt(() => commit(bodies[step.kind], { procedure: `stock.${step.kind}` }));
}

export async function undoStep(operationId: string): Promise<string | null> {
  return attempt(() =>
    commit((work) => undoOperation(work, { id: operationId, chain: false, idempotencyKey: KEY }, "own")),
  );
}

async function attempt(run: () => Promise<{ operationId: string }>): Promise<string | null> {
  try {
    return (await run()).operationId;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "INTERNAL") throw error;
    return null;
  }
}

/** All that stock is: quantities by place, layers with what is left of them, and what the accounts say of this warehouse. */
export async function stateOf(shelf: Shelf): Promise<unknown> {
  return neonClient.$queryRaw`
    SELECT 'item' AS what, product_id || ' ' || location AS name, trim_scale(quantity)::text AS a, trim_scale(reserved_quantity)::text AS b, '' AS c
      FROM inventory_item WHERE warehouse_id = ${shelf.warehouseId} AND quantity > 0
    UNION ALL SELECT 'layer', id, trim_scale(remaining_quantity)::text, trim_scale(remaining_value)::text, trim_scale(unit_cost)::text
      FROM cost_layer WHERE warehouse_id = ${shelf.warehouseId} AND remaining_quantity > 0
    UNION ALL SELECT 'account', account_code, trim_scale(sum(debit - credit))::text, '', ''
      FROM journal_line WHERE warehouse_id = ${shelf.warehouseId} GROUP BY account_code HAVING sum(debit - credit) <> 0
    ORDER BY 1, 2`;
}
