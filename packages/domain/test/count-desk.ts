import { countScope, type AddCountLineInput, type CountScope } from "@invista/contracts/count/count";
import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import type { Actor } from "../src/shared/actor.ts";
import {
  addCountLine,
  approveCount,
  cancelCount,
  createCount,
  enterCount,
  finishCount,
  getCount,
  listCountLines,
  previewCount,
  recountLines,
  resolveCount,
  startCount,
} from "../src/counts/index.ts";
import { adjustStock } from "../src/stock/index.ts";

type Ref = { id: string };
const person = (userId: string, parts: Parameters<typeof actor>[0] = {}): Actor =>
  actor({ ...parts, userId, displayName: userId });

/** Ada and Ben count (and see nothing of what is expected), Cleo helps out, Mia plans and approves. */
export const people = {
  ada: person("ada", { role: "Warehouse operator" }),
  ben: person("ben", { role: "Warehouse operator" }),
  cleo: person("cleo", { role: "Warehouse operator" }),
  mia: person("mia"),
};

/** A warehouse with these quantities, each of a product of its own in a bin of its own. */
export async function shelf(...quantities: string[]) {
  const { id: warehouseId } = await warehouse();
  const items: { id: string; productId: string; sku: string; location: string }[] = [];
  for (const [index, quantity] of quantities.entries()) {
    const { id: productId, sku } = await product();
    const item = await stockOf({ productId, warehouseId, quantity, location: `A-${index + 1}` });
    items.push({ id: item.id, productId, sku, location: item.location });
  }
  return { warehouseId, items };
}

export const scopeOf = (scope: Partial<CountScope> = {}) => countScope.parse(scope);

const seen = async (count: Ref) => {
  const { version } = await neonClient.stockCount.findUniqueOrThrow({ where: { id: count.id } });
  return { id: count.id, version, idempotencyKey: KEY };
};

export const plan = (
  warehouseId: string,
  options: { scope?: Partial<CountScope>; qty?: string; value?: string; blind?: boolean } = {},
) =>
  commit(
    (work) =>
      createCount(work, {
        warehouseId,
        scope: scopeOf(options.scope),
        blind: options.blind ?? true,
        plannedFor: null,
        note: null,
        ...(options.qty ? { toleranceQty: options.qty } : {}),
        ...(options.value ? { toleranceValue: options.value } : {}),
        idempotencyKey: KEY,
      }),
    { as: people.mia },
  );
export const preview = (warehouseId: string, scope: Partial<CountScope> = {}) =>
  previewCount(reader(), { warehouseId, scope: scopeOf(scope) }, DEFAULT_SETTINGS);
export const start = async (count: Ref, as = people.ada) => {
  const step = await seen(count);
  return commit((work) => startCount(work, step), { as });
};
export const linesOf = async (count: Ref, as = people.mia) =>
  (await listCountLines(reader(as), { id: count.id, limit: 100 })).rows;
const lineId = async (count: Ref, itemId: string) =>
  (await neonClient.stockCountItem.findFirstOrThrow({ where: { countId: count.id, inventoryItemId: itemId } })).id;

/** What someone counted, by inventory item. */
export const enter = async (count: Ref, as: Actor, counted: Record<string, string>, countedAt?: string) => {
  const lines: { lineId: string; quantity: string; note: null }[] = [];
  for (const [itemId, quantity] of Object.entries(counted))
    lines.push({ lineId: await lineId(count, itemId), quantity, note: null });
  return commit(
    (work) => enterCount(work, { id: count.id, lines, ...(countedAt ? { countedAt } : {}), idempotencyKey: KEY }),
    { as },
  );
};
export const add = (
  count: Ref,
  as: Actor,
  found: { productId: string; location: string; lotNumber?: string; quantity: string } & Partial<AddCountLineInput>,
) => {
  const nothing = { lotNumber: null, note: null, onSheet: "refuse" } as const;
  return commit((work) => addCountLine(work, { ...nothing, ...found, id: count.id, idempotencyKey: KEY }), { as });
};
export const finish = async (count: Ref, as: Actor = people.ada, leaveOut = false) => {
  const step = await seen(count);
  return commit((work) => finishCount(work, { ...step, leaveOut }), { as });
};
export const explain = async (count: Ref, ...itemIds: string[]) => {
  const step = await seen(count);
  const lineIds = await Promise.all(itemIds.map((itemId) => lineId(count, itemId)));
  return commit((work) => resolveCount(work, { ...step, lineIds, rootCause: "STOLEN", note: null }), {
    as: people.mia,
  });
};
export const again = async (count: Ref, ...itemIds: string[]) => {
  const step = await seen(count);
  const lineIds = await Promise.all(itemIds.map((itemId) => lineId(count, itemId)));
  return commit((work) => recountLines(work, { ...step, lineIds }), { as: people.mia });
};
export const approve = async (count: Ref, as: Actor = people.mia) => {
  const step = await seen(count);
  return commit((work) => approveCount(work, step), { as, procedure: "count.approve" });
};
export const cancel = async (count: Ref) => {
  const step = await seen(count);
  return commit((work) => cancelCount(work, step), { as: people.mia });
};
export const view = (count: Ref, as: Actor = people.mia) => getCount(reader(as), count);

export const adjust = (item: { productId: string; location: string }, warehouseId: string, delta: string) =>
  commit((work) =>
    adjustStock(work, {
      productId: item.productId,
      warehouseId,
      location: item.location,
      lotId: null,
      delta,
      reason: "OTHER",
      unitCost: null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
export const itemOf = (id: string) => neonClient.inventoryItem.findUniqueOrThrow({ where: { id } });
export const onHand = async (id: string) => (await itemOf(id)).quantity.toString();
