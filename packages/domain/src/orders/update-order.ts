import { refuse } from "@invista/contracts/errors";
import type { OrderRef, OrderStepInput, UpdateOrderInput } from "@invista/contracts/order/order";
import { can, requireWarehouse } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { announcePlaced } from "./announce-order.ts";
import { amountsOf, insertLines, shipTo } from "./create-order.ts";
import { lockOrder, moveOrder, requireStatus } from "./order-record.ts";
import { prepareOrder } from "./prepare-lines.ts";
import { requireCustomer } from "./require-customer.ts";
import { linesToReserve, reserveOrder } from "./reserve-order.ts";

/** Replaces customer, lines and dates of a draft. */
export async function updateOrder(work: NeonWork, input: UpdateOrderInput): Promise<OrderRef> {
  if (input.warehouseId) requireWarehouse(work.actor, input.warehouseId);
  const order = await lockOrder(work, input.id, input.version);
  if (order.status !== "DRAFT") throw refuse("RULE_BROKEN", "order.notDraft", { status: order.status });
  const { customer, lines } = await prepareOrder(
    work,
    input.customerId,
    input.lines,
    await hiddenPrices(work, order.id),
  );
  const { subtotal, tax, total } = amountsOf(lines);
  await work.tx.$executeRaw`DELETE FROM order_item WHERE order_id = ${order.id}`;
  await insertLines(work, order.id, lines);
  const moved = await moveOrder(
    work,
    order,
    "DRAFT",
    sql`, customer_id = ${input.customerId}, warehouse_id = ${input.warehouseId}, currency = ${customer.currency}, subtotal = ${subtotal}::numeric, discount = 0, tax = ${tax}::numeric, shipping = 0,
      total = ${total}::numeric, requested_at = ${input.requestedAt}::timestamptz, notes = ${input.note}, ship_to = CASE WHEN customer_id = ${input.customerId} AND ${input.shipToAddressId === undefined} THEN ship_to ELSE ${shipTo(input)} END, customer_reference = ${input.customerReference === undefined ? sql`customer_reference` : input.customerReference}`,
  );
  const { idempotencyKey: _, id: __, version: ___, ...values } = input;
  work.audit({
    action: "UPDATE",
    resource: "orders",
    resourceId: order.id,
    oldValues: { total: order.total, customerId: order.customer_id },
    newValues: values,
  });
  work.touch("order");
  return moved;
}

/** Who may not read the prices of a draft can't mean to change them: they stay, product by product. */
async function hiddenPrices(work: NeonWork, orderId: string): Promise<ReadonlyMap<string, string>> {
  if (can(work.actor, "price:read")) return new Map();
  const lines = await work.tx.$queryRaw<{ productId: string; price: string }[]>`
    SELECT product_id AS "productId", trim_scale(min(unit_price))::text AS price FROM order_item WHERE order_id = ${orderId} GROUP BY 1`;
  return new Map(lines.map(({ productId, price }) => [productId, price]));
}

/** Places a draft: its stock is reserved, all or nothing. */
export async function placeOrder(work: NeonWork, input: OrderStepInput): Promise<OrderRef> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, ["DRAFT"], "PENDING");
  const customer = await requireCustomer(work, order.customer_id);
  const lines = await linesToReserve(work, order.id);
  if (lines.length === 0) throw refuse("INVALID", "order.noLines");
  const archived = lines.find((line) => line.status === "ARCHIVED");
  if (archived) throw refuse("RULE_BROKEN", "product.archived", { sku: archived.sku });
  await reserveOrder(work, order.id, lines, order.warehouse_id);
  const moved = await moveOrder(work, order, "PENDING", sql`, placed_at = now()`);
  work.audit({
    action: "PLACE",
    resource: "orders",
    resourceId: order.id,
    oldValues: { status: order.status },
    newValues: { status: "PENDING" },
  });
  work.touch("order");
  announcePlaced(work, order, customer.name);
  return moved;
}
