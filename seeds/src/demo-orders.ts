import { cancelOrder, confirmOrder, createOrder, holdOrder } from "@invista/domain/orders";
import type { OrderRef } from "@invista/contracts/order/order";
import { CUSTOMERS } from "./demo-data.ts";
import type { DemoProduct } from "./demo-catalog.ts";
import { loadCarriers, loadShipments } from "./demo-shipments.ts";
import type { Step } from "./step.ts";

const KEY = "00000000-0000-4000-8000-000000000000";
const DAY = 86_400_000;
type Fate = "DRAFT" | "PENDING" | "CONFIRMED" | "ON_HOLD" | "CANCELLED";
const FATES: readonly Fate[] = [
  "PENDING",
  "CONFIRMED",
  "CONFIRMED",
  "PENDING",
  "ON_HOLD",
  "CONFIRMED",
  "DRAFT",
  "CANCELLED",
];
const ORDERS = 22;

/** Orders of every state, placed by sales and confirmed by an administrator, some of them on their way out. */
export async function loadOrders(step: Step, products: readonly DemoProduct[]): Promise<void> {
  const customers = await step("customer ids", async (work) => {
    const rows = await work.tx.customer.findMany({
      where: { code: { in: CUSTOMERS.map(([code]) => code) } },
      select: { id: true, code: true },
      orderBy: { code: "asc" },
    });
    work.audit({ action: "READ", resource: "customers", resourceId: "all" });
    return { rows };
  });
  await loadCarriers(step);
  for (let n = 0; n < ORDERS; n++) {
    const fate = FATES[n % FATES.length] ?? "PENDING";
    const customer = customers.rows[n % customers.rows.length];
    if (!customer) continue;
    const lines = [0, 1, 2, 3].slice(0, 1 + (n % 4)).flatMap((line) => {
      const product = products[(n * 5 + line * 11) % products.length];
      return product
        ? [{ productId: product.id, quantity: String(1 + ((n + line * 3) % 6)), unitPrice: null, warehouseId: null }]
        : [];
    });
    const order = await step(
      `order ${n}`,
      (work) =>
        createOrder(work, {
          customerId: customer.id,
          lines,
          currency: null,
          warehouseId: null,
          requestedAt: new Date(work.now.getTime() + (n - 4) * DAY).toISOString(),
          note: null,
          place: fate !== "DRAFT",
          idempotencyKey: KEY,
        }),
      "Sales",
    );
    await advance(step, n, fate, order);
  }
}

async function advance(step: Step, n: number, fate: Fate, order: OrderRef): Promise<void> {
  const input = { id: order.id, version: order.version, idempotencyKey: KEY };
  if (fate === "CONFIRMED") {
    await step(`confirm ${n}`, (work) => confirmOrder(work, input), "Admin");
    await loadShipments(step, n, order);
  }
  if (fate === "ON_HOLD")
    await step(
      `hold ${n}`,
      (work) => holdOrder(work, { ...input, reason: "Customer asked to wait for the site to open" }),
      "Sales",
    );
  if (fate === "CANCELLED")
    await step(`cancel ${n}`, (work) => cancelOrder(work, { ...input, reason: "Ordered twice" }), "Sales");
}
