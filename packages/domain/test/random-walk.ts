import { Refusal } from "@invista/contracts/errors";
import { compare, minus, sum } from "@invista/contracts/quantity";
import { neonClient } from "@invista/db";
import { commit, customer, KEY, product, warehouse } from "@invista/testkit/makers";
import fc from "fast-check";
import { cancelOrder, confirmOrder, createOrder, holdOrder, placeOrder, releaseOrder } from "../src/orders/index.ts";
import { checkInvariants } from "../src/reporting/index.ts";
import { adjustStock } from "../src/stock/index.ts";

/** One random operation; numbers choose among what exists when it is run. */
export const operation = fc.oneof(
  fc.record({
    kind: fc.constant("adjust" as const),
    product: fc.nat(2),
    warehouse: fc.nat(1),
    delta: fc.integer({ min: -8, max: 12 }).filter((delta) => delta !== 0),
  }),
  fc.record({
    kind: fc.constant("order" as const),
    lines: fc.array(fc.record({ product: fc.nat(2), quantity: fc.integer({ min: 1, max: 6 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    place: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("place", "confirm", "hold", "release", "cancel"), order: fc.nat(5) }),
);
export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

export interface World {
  products: string[];
  warehouses: string[];
  customerId: string;
  orders: { id: string; version: number }[];
  /** What the model believes: on hand by product and warehouse, reserved by product. */
  onHand: Map<string, string>;
  reserved: Map<string, string>;
  claims: Map<string, [string, string][]>;
}

/** A small company of its own: three products of both cost methods, two warehouses, one customer. */
export async function makeWorld(): Promise<World> {
  const products = [await product(), await product({ costMethod: "MOVING_AVG" }), await product()];
  const warehouses = [await warehouse(), await warehouse()];
  const world: World = {
    products: products.map(({ id }) => id),
    warehouses: warehouses.map(({ id }) => id),
    customerId: (await customer()).id,
    orders: [],
    onHand: new Map(),
    reserved: new Map(),
    claims: new Map(),
  };
  for (const index of [0, 1, 2])
    await adjust(world, { kind: "adjust", product: index, warehouse: index % 2, delta: 15 });
  return world;
}

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];
const add = (map: Map<string, string>, key: string, value: string) => map.set(key, sum([map.get(key) ?? "0", value]));

/** Runs one operation; a lawful refusal changes nothing, neither here nor in the database. */
export async function run(world: World, step: Operation): Promise<void> {
  try {
    if (step.kind === "adjust") await adjust(world, step);
    else if (step.kind === "order") await order(world, step);
    else await advance(world, step);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "INTERNAL") throw error;
  }
}

async function adjust(world: World, step: Extract<Operation, { kind: "adjust" }>): Promise<void> {
  const productId = at(world.products, step.product) ?? "";
  const warehouseId = at(world.warehouses, step.warehouse) ?? "";
  const delta = String(step.delta);
  await commit((work) =>
    adjustStock(work, {
      productId,
      warehouseId,
      location: "",
      lotId: null,
      delta,
      reason: "OTHER",
      unitCost: step.delta > 0 ? "1.35" : null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
  add(world.onHand, `${productId}/${warehouseId}`, delta);
}

async function order(world: World, step: Extract<Operation, { kind: "order" }>): Promise<void> {
  const lines = step.lines.map((line) => ({
    productId: at(world.products, line.product) ?? "",
    quantity: String(line.quantity),
    unitPrice: null,
    warehouseId: null,
  }));
  const made = await commit((work) =>
    createOrder(work, {
      customerId: world.customerId,
      lines,
      currency: null,
      warehouseId: null,
      requestedAt: null,
      note: null,
      place: step.place,
      idempotencyKey: KEY,
    }),
  );
  world.orders.push(made);
  const claims = lines.map((line): [string, string] => [line.productId, line.quantity]);
  world.claims.set(made.id, claims);
  if (step.place) claims.forEach(([productId, quantity]) => add(world.reserved, productId, quantity));
}

async function advance(
  world: World,
  step: { kind: "place" | "confirm" | "hold" | "release" | "cancel"; order: number },
): Promise<void> {
  const known = at(world.orders, step.order);
  if (!known) return;
  const input = { id: known.id, version: known.version, idempotencyKey: KEY };
  const reason = { ...input, reason: "walk" };
  const before = await neonClient.order.findUniqueOrThrow({ where: { id: known.id }, select: { status: true } });
  const moved = await commit((work) => {
    if (step.kind === "place") return placeOrder(work, input);
    if (step.kind === "confirm") return confirmOrder(work, input);
    if (step.kind === "hold") return holdOrder(work, reason);
    if (step.kind === "release") return releaseOrder(work, input);
    return cancelOrder(work, reason);
  });
  known.version = moved.version;
  const claims = world.claims.get(known.id) ?? [];
  if (step.kind === "place") claims.forEach(([productId, quantity]) => add(world.reserved, productId, quantity));
  if (step.kind === "cancel" && before.status !== "DRAFT")
    claims.forEach(([productId, quantity]) =>
      world.reserved.set(productId, minus(world.reserved.get(productId) ?? "0", quantity)),
    );
}

/** What is wrong after a step: broken invariants of the database, and where it differs from the model. */
export async function faultsOf(world: World): Promise<string[]> {
  const report = await checkInvariants({ db: neonClient, now: new Date() });
  const rows = await neonClient.$queryRaw<
    { product_id: string; warehouse_id: string; quantity: string; reserved: string }[]
  >`
    SELECT product_id, warehouse_id, sum(quantity)::text AS quantity, sum(reserved_quantity)::text AS reserved FROM inventory_item WHERE product_id = ANY (${world.products}) GROUP BY 1, 2`;
  const reserved = new Map<string, string>();
  rows.forEach((row) => add(reserved, row.product_id, row.reserved));
  return [
    ...report.rules.filter((rule) => rule.violations > 0).map((rule) => `${rule.rule}: ${rule.sample}`),
    ...rows
      .filter((row) => compare(row.quantity, world.onHand.get(`${row.product_id}/${row.warehouse_id}`) ?? "0") !== 0)
      .map((row) => `on hand ${row.quantity} of ${row.product_id} differs from the model`),
    ...world.products
      .filter((id) => compare(reserved.get(id) ?? "0", world.reserved.get(id) ?? "0") !== 0)
      .map((id) => `reserved ${reserved.get(id)} of ${id} differs from the model ${world.reserved.get(id)}`),
  ];
}
