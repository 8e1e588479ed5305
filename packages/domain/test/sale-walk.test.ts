import { Refusal } from "@invista/contracts/errors";
import { disconnectAll, neonClient } from "@invista/db";
import { customer, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../src/reporting/index.ts";
import type { Drawn, Market } from "./sale-scene.ts";
import { SALE_STEPS, type SaleStep } from "./sale-steps.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 25);
/** The same sequences at every run of the tests. */
const SEED = Number(process.env.INVISTA_SEED ?? 20_261_129);
const STOCK = 40;
const isStep = (name: string): name is SaleStep => name in SALE_STEPS;
const ALL = Object.keys(SALE_STEPS).filter(isStep);
/** Ways of a sale, so that walks come to its later steps; others are drawn in between. */
const WAYS: readonly (readonly SaleStep[])[] = [
  [
    "order",
    "confirm",
    "shipments",
    "pick",
    "pick",
    "pack",
    "ship",
    "draft",
    "issue",
    "pay",
    "askBack",
    "letBack",
    "comeBack",
    "decide",
    "refundReturn",
    "closeReturn",
  ],
  [
    "order",
    "confirm",
    "shipments",
    "pick",
    "short",
    "pack",
    "ship",
    "allocate",
    "draft",
    "discard",
    "askBack",
    "keep",
    "askBack",
    "letBack",
    "comeBack",
    "decide",
    "replaceReturn",
  ],
];

const act = (kind: fc.Arbitrary<SaleStep>) =>
  fc.record({ kind, index: fc.nat(11), quantity: fc.integer({ min: 1, max: 6 }) });
type Act = Drawn & { kind: SaleStep };
/** Rounds of steps at the same moment: what is next on the way, and others. */
const walk = fc.array(
  fc.record({
    index: fc.nat(11),
    quantity: fc.integer({ min: 1, max: 6 }),
    others: fc.array(act(fc.constantFrom(...ALL)), { minLength: 0, maxLength: 3 }),
  }),
  { minLength: 17, maxLength: 22, size: "max" },
);

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

async function makeMarket(): Promise<Market> {
  const warehouses = [await warehouse(), await warehouse()];
  const products = [await product(), await product()];
  for (const { id: productId } of products) {
    await neonClient.product.update({ where: { id: productId }, data: { standardCost: "1.333333" } });
    for (const { id: warehouseId } of warehouses)
      await stockOf({ productId, warehouseId, quantity: String(STOCK / 2) });
  }
  return { customerId: (await customer()).id, productIds: products.map(({ id }) => id) };
}

/** What a walk may say: done, or a refusal in words that people understand. Anything else is a fault. */
async function take(market: Market, { kind, ...drawn }: Act, done: Map<SaleStep, number>): Promise<void> {
  try {
    if (await SALE_STEPS[kind](market, drawn)) done.set(kind, (done.get(kind) ?? 0) + 1);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "INTERNAL" || error.rule === "check.violated") throw error;
  }
}

/** Goods: what an order line says of itself is what its claims, shipments and returns say, and nothing of a product came or went another way. */
async function requireGoods(market: Market): Promise<void> {
  const wrong = await neonClient.$queryRaw<object[]>`
    SELECT x.id, x.quantity, x.shipped_quantity, x.returned_quantity FROM order_item x JOIN "order" o ON o.id = x.order_id
      LEFT JOIN LATERAL (SELECT coalesce(sum(si.picked_quantity), 0) AS shipped, coalesce(sum(si.picked_quantity) FILTER (WHERE s.status = 'REFUSED'), 0) AS refused
        FROM shipment_item si JOIN shipment s ON s.id = si.shipment_id WHERE si.order_item_id = x.id AND s.shipped_at IS NOT NULL) s ON TRUE
      LEFT JOIN LATERAL (SELECT coalesce(sum(i.received_quantity - CASE WHEN i.disposition = 'RETURN_TO_CUSTOMER' THEN i.received_quantity ELSE 0 END), 0) AS back FROM return_item i WHERE i.order_item_id = x.id) r ON TRUE
    WHERE o.customer_id = ${market.customerId} AND (x.shipped_quantity <> s.shipped OR x.returned_quantity <> s.refused + r.back)`;
  expect(wrong).toEqual([]);
  const sums = await neonClient.$queryRaw<{ total: string; out: string; lost: string }[]>`
    SELECT trim_scale(sum(i.quantity))::text AS total,
      (SELECT trim_scale(coalesce(sum(x.shipped_quantity - x.returned_quantity), 0))::text FROM order_item x WHERE x.product_id = i.product_id) AS out,
      (SELECT trim_scale(coalesce(-sum(m.quantity), 0))::text FROM stock_movement m WHERE m.product_id = i.product_id AND m.type = 'SCRAP') AS lost
    FROM inventory_item i WHERE i.product_id = ANY (${[...market.productIds]}::text[]) GROUP BY i.product_id`;
  expect(sums.map(({ total, out, lost }) => Number(total) + Number(out) + Number(lost))).toEqual([STOCK, STOCK]);
}

/** Money: the journal says what invoices, credit notes and payments say, and nothing is billed that has not left. */
async function requireMoney(market: Market): Promise<void> {
  const [sums] = await neonClient.$queryRaw<Record<string, string>[]>`
    WITH mine AS (SELECT * FROM invoice WHERE customer_id = ${market.customerId} AND issued_at IS NOT NULL),
    paid AS (SELECT coalesce(sum(amount), 0) AS amount FROM payment WHERE invoice_id IN (SELECT id FROM mine)),
    booked AS (SELECT l.account_code, sum(l.debit - l.credit) AS amount FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id WHERE e.reference_type = 'INVOICE' AND e.reference_id IN (SELECT id FROM mine) GROUP BY 1)
    SELECT trim_scale((SELECT coalesce(sum(CASE kind WHEN 'SALES' THEN gross ELSE -gross END), 0) FROM mine) - (SELECT amount FROM paid) - coalesce((SELECT amount FROM booked WHERE account_code = '1100'), 0))::text AS receivable,
      trim_scale((SELECT amount FROM paid) - coalesce((SELECT amount FROM booked WHERE account_code = '1000'), 0))::text AS bank,
      trim_scale((SELECT coalesce(sum(CASE kind WHEN 'SALES' THEN net ELSE -net END), 0) FROM mine) + coalesce((SELECT amount FROM booked WHERE account_code = '4000'), 0))::text AS revenue,
      trim_scale((SELECT coalesce(sum(CASE kind WHEN 'SALES' THEN tax ELSE -tax END), 0) FROM mine) + coalesce((SELECT amount FROM booked WHERE account_code = '2200'), 0))::text AS tax`;
  expect(sums).toEqual({ receivable: "0", bank: "0", revenue: "0", tax: "0" });
  const wrong = await neonClient.$queryRaw<object[]>`
    SELECT i.id, i.status, i.gross, p.paid, c.credited FROM invoice i
      LEFT JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS paid FROM payment WHERE invoice_id = i.id) p ON TRUE LEFT JOIN LATERAL (SELECT coalesce(sum(n.gross), 0) AS credited FROM invoice n WHERE n.credits_invoice_id = i.id) c ON TRUE
    WHERE i.customer_id = ${market.customerId} AND i.kind = 'SALES' AND i.issued_at IS NOT NULL AND (p.paid < 0 OR p.paid > i.gross OR c.credited > i.gross OR i.status::text <> CASE WHEN c.credited = i.gross AND p.paid = 0 THEN 'VOID'
      WHEN c.credited + p.paid >= i.gross THEN 'PAID' WHEN p.paid > 0 THEN 'PARTIALLY_PAID' ELSE 'ISSUED' END)`;
  expect(wrong).toEqual([]);
}

test(`in ${RUNS} random sales with steps at the same moment, goods and money are kept after every step`, async () => {
  const done = new Map<SaleStep, number>();
  for (const [run, rounds] of fc.sample(walk, { numRuns: RUNS, seed: SEED }).entries()) {
    const market = await makeMarket();
    const trail: Act[][] = [];
    for (const [n, { index, quantity, others }] of rounds.entries()) {
      const way = WAYS[run % WAYS.length] ?? [];
      const round = [{ kind: way[n % way.length] ?? "order", index, quantity }, ...others];
      trail.push(round);
      try {
        await Promise.all(round.map((one) => take(market, one, done)));
        await requireGoods(market);
        await requireMoney(market);
      } catch (error) {
        throw new Error(`Walk ${run}: ${JSON.stringify(trail)}`, { cause: error });
      }
    }
  }
  const report = await checkInvariants(reader());
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
  // Which of them meet at the same moment is not the seed's to say: nearly all are done at every run.
  expect(ALL.filter((kind) => !done.has(kind)).length).toBeLessThanOrEqual(4);
}, 300_000);
