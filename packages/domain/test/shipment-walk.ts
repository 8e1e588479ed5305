import { Refusal } from "@invista/contracts/errors";
import { neonClient } from "@invista/db";
import { commit, customer, KEY, product, stockOf, warehouse } from "@invista/testkit/makers";
import fc from "fast-check";
import {
  allocateOrder,
  cancelLines,
  cancelOrder,
  confirmOrder,
  createOrder,
  holdOrder,
  releaseOrder,
} from "../src/orders/index.ts";
import { checkInvariants } from "../src/reporting/index.ts";
import {
  cancelShipment,
  createShipments,
  deliverShipment,
  loseShipment,
  packShipment,
  pickShipment,
  putBack,
  refuseShipment,
  shipShipment,
  shortPick,
  unpackShipment,
} from "../src/shipments/index.ts";
import { undoOperation } from "../src/stock/index.ts";
import type { NeonWork } from "../src/shared/work.ts";

const KINDS = [
  "order",
  "make",
  "pick",
  "pick",
  "pickAll",
  ...Array<"forward">(12).fill("forward"),
  "putBack",
  "short",
  "pack",
  "pack",
  "unpack",
  "ship",
  "ship",
  ...Array<"undo">(4).fill("undo"),
  "deliver",
  "refuse",
  "lose",
  "cancelShipment",
  "hold",
  "release",
  "cancelOrder",
  "allocate",
  "giveUp",
  "giveUp",
] as const;
const one = fc.record({
  kind: fc.constantFrom(...KINDS),
  index: fc.nat(5),
  product: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 6 }),
});
type Step = typeof one extends fc.Arbitrary<infer T> ? T : never;
/** One thing done, or two by two people at the same time. */
export const turn = fc.oneof({ weight: 2, arbitrary: fc.tuple(one) }, { weight: 1, arbitrary: fc.tuple(one, one) });

export interface Yard {
  readonly products: readonly string[];
  readonly customerId: string;
  /** On hand of each product before anything left. */
  readonly start: string;
}

/** Two products, one of each cost method, in two warehouses and three bins. */
export async function makeYard(): Promise<Yard> {
  const products = [(await product()).id, (await product({ costMethod: "MOVING_AVG" })).id];
  const [one, two] = [await warehouse(), await warehouse()];
  for (const productId of products) {
    await stockOf({ productId, warehouseId: one.id, quantity: "7", location: "A-1" });
    await stockOf({ productId, warehouseId: one.id, quantity: "5", location: "A-2" });
    await stockOf({ productId, warehouseId: two.id, quantity: "8", location: "B-1" });
  }
  const yard = { products, customerId: (await customer()).id, start: "20" };
  await runTurn(yard, [{ kind: "order", index: 0, product: 0, quantity: 4 }]);
  await runTurn(yard, [{ kind: "make", index: 0, product: 0, quantity: 1 }]);
  return yard;
}

/** Does what the people of a turn want, all at once; a lawful refusal changes nothing. */
export async function runTurn(yard: Yard, steps: readonly Step[]): Promise<void> {
  const answers = await Promise.allSettled(steps.map((step) => run(yard, step)));
  for (const answer of answers)
    if (answer.status === "rejected" && (!(answer.reason instanceof Refusal) || answer.reason.code === "INTERNAL"))
      throw answer.reason;
}

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];
const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });

async function run(yard: Yard, step: Step): Promise<void> {
  if (step.kind === "order") return order(yard, step);
  if (step.kind === "undo") return undo(yard, step.index);
  const orders = await neonClient.order.findMany({
    where: { customerId: yard.customerId },
    include: { items: true },
    orderBy: { id: "asc" },
  });
  const shipments = await neonClient.shipment.findMany({
    where: { order: { customerId: yard.customerId } },
    include: { items: { orderBy: { id: "asc" } } },
    orderBy: { id: "asc" },
  });
  const known = at(orders, step.index);
  const shipment = at(shipments, step.index);
  const line = shipment && at(shipment.items, step.product);
  const quantity = String(step.quantity);
  if (known) {
    const reason = { ...seen(known), reason: "walk" };
    const ofOrder: Partial<Record<Step["kind"], (work: NeonWork) => Promise<object>>> = {
      make: (work) => createShipments(work, { orderIds: [known.id], idempotencyKey: KEY }),
      hold: (work) => holdOrder(work, reason),
      release: (work) => releaseOrder(work, seen(known)),
      cancelOrder: (work) => cancelOrder(work, reason),
      allocate: (work) => allocateOrder(work, seen(known)),
      giveUp: (work) => cancelLines(work, { ...seen(known), lines: openOf(known.items, quantity), reason: "walk" }),
    };
    const body = ofOrder[step.kind];
    if (body) await commit(body);
  }
  if (!shipment || !line) return;
  const { id } = shipment;
  const reason = { ...seen(shipment), reason: "walk" };
  const left = shipment.items
    .map((item) => ({ lineId: item.id, quantity: item.quantity.minus(item.pickedQuantity).toString() }))
    .filter((item) => item.quantity !== "0");
  const ofShipment: Partial<Record<Step["kind"], (work: NeonWork) => Promise<object>>> = {
    pick: (work) => pickShipment(work, { id, lines: [{ lineId: line.id, quantity }], idempotencyKey: KEY }),
    pickAll: (work) => pickShipment(work, { id, lines: left, idempotencyKey: KEY }),
    putBack: (work) => putBack(work, { id, lineId: line.id, quantity, idempotencyKey: KEY }),
    short: (work) => shortPick(work, { id, lineId: line.id, reason: "NOT_FOUND", idempotencyKey: KEY }),
    pack: (work) => packShipment(work, { ...seen(shipment), parcels: [{ weight: "1", note: null }] }),
    unpack: (work) => unpackShipment(work, seen(shipment)),
    ship: (work) => shipShipment(work, { ...seen(shipment), carrierId: null, trackingNumber: null }),
    deliver: (work) => deliverShipment(work, seen(shipment)),
    refuse: (work) => refuseShipment(work, reason),
    lose: (work) => loseShipment(work, reason),
    cancelShipment: (work) => cancelShipment(work, reason),
  };
  const kind = step.kind === "forward" ? nextOf(shipment.status, left.length > 0) : step.kind;
  const body = ofShipment[kind];
  if (body) await commit(body, kind === "ship" ? { procedure: "shipment.ship" } : {});
}

const openOf = (items: readonly { id: string }[], quantity: string) =>
  items.slice(0, 1).map((item) => ({ itemId: item.id, quantity }));

/** The step that brings a shipment on, so that walks come to the door. */
function nextOf(status: string, isOpen: boolean): Step["kind"] {
  if (status === "PACKED") return "ship";
  return status === "PICKING" && !isOpen ? "pack" : "pickAll";
}

async function order(yard: Yard, step: Step): Promise<void> {
  const made = await commit((work) =>
    createOrder(work, {
      customerId: yard.customerId,
      lines: [step.product, step.product + 1].slice(0, 1 + (step.index % 2)).map((index) => ({
        productId: at(yard.products, index) ?? "",
        quantity: String(step.quantity),
        unitPrice: null,
        warehouseId: null,
      })),
      currency: null,
      warehouseId: null,
      requestedAt: null,
      note: null,
      place: true,
      idempotencyKey: KEY,
    }),
  );
  await commit((work) => confirmOrder(work, seen(made)));
}

async function undo(yard: Yard, index: number): Promise<void> {
  const shipped = await neonClient.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m.operation_id AS id FROM stock_movement m JOIN shipment s ON s.id = m.reference_id JOIN "order" o ON o.id = s.order_id
    WHERE m.type = 'SHIPMENT' AND o.customer_id = ${yard.customerId} ORDER BY 1`;
  const found = at(shipped, index);
  if (found) await commit((work) => undoOperation(work, { id: found.id, chain: false, idempotencyKey: KEY }, "own"));
}

/** What is wrong after a turn: broken invariants, goods that appeared or vanished, and counters that disagree with the ledger. */
export async function faultsOf(yard: Yard): Promise<string[]> {
  const report = await checkInvariants({ db: neonClient, now: new Date() });
  const rows = await neonClient.$queryRaw<{ fault: string }[]>`
    WITH line AS (SELECT i.*, o.status AS order_status FROM order_item i JOIN "order" o ON o.id = i.order_id WHERE o.customer_id = ${yard.customerId}),
    gone AS (SELECT x.order_item_id, sum(x.picked_quantity) AS picked, sum(x.picked_quantity) FILTER (WHERE s.status = 'REFUSED') AS refused
      FROM shipment_item x JOIN shipment s ON s.id = x.shipment_id WHERE s.status IN ('SHIPPED', 'DELIVERED', 'LOST', 'REFUSED') GROUP BY 1)
    SELECT 'line ' || l.id || ' says ' || l.shipped_quantity || ' shipped, its shipments ' || coalesce(g.picked, 0) AS fault
      FROM line l LEFT JOIN gone g ON g.order_item_id = l.id WHERE l.shipped_quantity <> coalesce(g.picked, 0) OR l.returned_quantity <> coalesce(g.refused, 0)
    UNION ALL SELECT 'product ' || p.id || ' has ' || i.on_hand || ' on hand and ' || coalesce(s.out, 0) || ' shipped'
      FROM product p CROSS JOIN LATERAL (SELECT sum(quantity) AS on_hand FROM inventory_item WHERE product_id = p.id) i
        LEFT JOIN LATERAL (SELECT sum(l.shipped_quantity - l.returned_quantity) AS out FROM line l WHERE l.product_id = p.id) s ON TRUE
      WHERE p.id = ANY (${[...yard.products]}::text[]) AND i.on_hand + coalesce(s.out, 0) <> ${yard.start}::numeric
    UNION ALL SELECT 'claim ' || r.id || ' is ' || r.status || ' in a shipment that is ' || s.status
      FROM shipment s JOIN shipment_item x ON x.shipment_id = s.id JOIN stock_reservation r ON r.id = x.reservation_id JOIN line l ON l.id = x.order_item_id
      WHERE (s.status IN ('PICKING', 'PACKED') AND x.picked_quantity > 0 AND (r.status <> 'PICKED' OR r.quantity < x.picked_quantity))
        OR (s.status = 'SHIPPED' AND x.picked_quantity > 0 AND r.status <> 'CONSUMED')
    UNION ALL SELECT 'order ' || l.order_id || ' is completed with an open line' FROM line l
      WHERE l.order_status = 'COMPLETED' AND l.shipped_quantity + l.cancelled_quantity <> l.quantity
    UNION ALL SELECT 'order ' || l.order_id || ' is cancelled and holds stock' FROM line l WHERE l.order_status = 'CANCELLED' AND l.reserved_quantity > 0`;
  return [
    ...report.rules.filter((rule) => rule.violations > 0).map((rule) => `${rule.rule}: ${rule.sample}`),
    ...rows.map((row) => row.fault),
  ];
}
