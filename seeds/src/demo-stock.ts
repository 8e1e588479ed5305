import { runDemand } from "@invista/domain/replenishment";
import { postMovements, type MovementLine } from "@invista/domain/stock";
import type { DemoProduct } from "./demo-catalog.ts";
import type { Step } from "./step.ts";

const DAY = 86_400_000;
const WEEKS = [1, 2, 3, 4, 5, 6, 7];
const AISLES = ["A", "B", "C"];

/** Opening stock sixty days ago, deliveries, shipments and corrections since, and the minimum of every position. */
export async function loadStock(step: Step, products: readonly DemoProduct[]): Promise<void> {
  const warehouses = await step("warehouse ids", async (work) => {
    const rows = await work.tx.warehouse.findMany({ select: { id: true, code: true }, orderBy: { priority: "asc" } });
    work.audit({ action: "READ", resource: "warehouses", resourceId: "all" });
    return { rows };
  });
  const post = (name: string, days: number, lines: readonly MovementLine[]) =>
    step(name, async (work) => {
      const occurredAt = new Date(work.now.getTime() - days * DAY).toISOString();
      const posted = await postMovements(
        work,
        lines.map((line) => ({ ...line, occurredAt })),
      );
      work.audit({
        action: "POST",
        resource: "inventory_items",
        resourceId: name,
        newValues: { lines: posted.length },
      });
      return { lines: posted.length };
    });

  for (const [w, warehouse] of warehouses.rows.entries()) {
    const held = products.map((product, p) => ({ product, p })).filter(({ p }) => w === 0 || (p + w) % 3 !== 0);
    const place = (p: number) => ({
      warehouseId: warehouse.id,
      location: `${AISLES[p % 3]}-${String((p % 12) + 1).padStart(2, "0")}-${(p % 4) + 1}`,
    });
    await post(
      `opening ${warehouse.code}`,
      58,
      held.map(({ product, p }) => ({
        productId: product.id,
        ...place(p),
        type: "OPENING",
        quantity: String(amount(p, w) + WEEKS.reduce((sum, week) => sum + shipped(p, w, week), 0)),
        unitCost: product.cost,
        reasonCode: "OPENING",
      })),
    );
    for (const week of WEEKS) {
      await post(
        `shipped ${week} ${warehouse.code}`,
        57 - week * 7,
        held
          .filter(({ p }) => shipped(p, w, week) > 0)
          .map(({ product, p }) => ({
            productId: product.id,
            ...place(p),
            type: "SHIPMENT",
            quantity: String(-shipped(p, w, week)),
          })),
      );
      const lines = held.filter(({ p }) => (p * 7 + week * 5 + w) % 6 === 0);
      await post(
        `week ${week} ${warehouse.code}`,
        56 - week * 7,
        lines.map(({ product, p }) => {
          const gain = (p + week) % 3 === 0;
          const quantity = gain
            ? Math.max(5, Math.round(amount(p, w) / 3))
            : -Math.max(1, Math.round(amount(p, w) / 9));
          return {
            productId: product.id,
            ...place(p),
            type: "ADJUSTMENT",
            quantity: String(quantity),
            reasonCode: gain ? "FOUND" : "COUNT",
            unitCost: gain ? (Number(product.cost) * (1 + week / 100)).toFixed(4) : null,
          };
        }),
      );
    }
    await step(`minimum ${warehouse.code}`, async (work) => {
      const made = await work.tx.reorderRule.createMany({
        data: held
          .filter(({ p }) => p % 2 === 0)
          .map(({ product, p }) => ({
            productId: product.id,
            warehouseId: warehouse.id,
            minQuantity: String(Math.round(amount(p, w) * 0.4 * ((p % 5) + 1) * 0.5)),
            maxQuantity: String(amount(p, w) * 2),
          })),
      });
      work.audit({
        action: "CREATE",
        resource: "reorder_rules",
        resourceId: warehouse.id,
        newValues: { rules: made.count },
      });
      return { count: made.count };
    });
  }
  await step("demand", runDemand);
}

/** What went out in a week: much of some products, little and unevenly of others, nothing of every fifth. */
function shipped(p: number, w: number, week: number): number {
  if ((p + w) % 5 === 0) return 0;
  const usual = amount(p, w) / (3 + ((p * 3 + w) % 11) * 1.5);
  const swing = ((p * 13 + week * 29 + w * 7) % 21) / 10 - 1;
  return Math.max(0, Math.round(usual * (1 + swing * ((p % 4) / 3))));
}

/** A quantity that looks grown, the same every time. */
function amount(p: number, w: number): number {
  return 12 + ((p * 37 + w * 91) % 240);
}
