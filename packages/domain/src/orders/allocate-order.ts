import { refuse } from "@invista/contracts/errors";
import { compare, minus, sum } from "@invista/contracts/quantity";
import type { AllocateOrderOutput, OrderStepInput } from "@invista/contracts/order/order";
import type { NeonWork } from "../shared/work.ts";
import { freeOf, reserveLines } from "../stock/index.ts";
import { lockOrder, moveOrder, requireStatus } from "./order-record.ts";
import { linesToReserve } from "./reserve-order.ts";

/**
 * Reserves what lines on backorder still need, as far as there is stock: each line in full or in part. Positions from which a pick of this
 * order came up short are left out. Answers what is still open.
 */
export async function allocateOrder(work: NeonWork, input: OrderStepInput): Promise<AllocateOrderOutput> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, ["PENDING", "CONFIRMED", "PROCESSING"], "PROCESSING");
  const lines = (await linesToReserve(work, order.id)).filter((line) => line.type !== "SERVICE");
  if (lines.length === 0) throw refuse("RULE_BROKEN", "order.allReserved", { order: order.order_number });
  const short = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT x.inventory_item_id AS id FROM shipment_item x JOIN shipment s ON s.id = x.shipment_id WHERE s.order_id = ${order.id} AND x.short_reason IS NOT NULL`;
  const except = short.map((item) => item.id);
  const free = await freeOf(
    work,
    lines.map((line) => line.productId),
    except,
    order.id,
  );
  const left = new Map(free);
  const parts = lines.flatMap((line) => {
    // A line that is bound to a warehouse can use only what lies there.
    const key = line.warehouseId === null ? line.productId : `${line.productId} ${line.warehouseId}`;
    const most = [left.get(key) ?? "0", left.get(line.productId) ?? "0"].sort(compare)[0] ?? "0";
    const quantity = compare(most, line.quantity) < 0 ? most : line.quantity;
    left.set(line.productId, minus(left.get(line.productId) ?? "0", quantity));
    if (key !== line.productId) left.set(key, minus(left.get(key) ?? "0", quantity));
    return compare(quantity, "0") > 0 ? [{ ...line, quantity }] : [];
  });
  if (parts.length === 0) throw refuse("RULE_BROKEN", "order.nothingToAllocate", { order: order.order_number });
  await reserveLines(work, { type: "ORDER", id: order.id }, parts, order.warehouse_id, except);
  const moved = await moveOrder(work, order, order.status);
  const reserved = sum(parts.map((part) => part.quantity));
  const open = minus(sum(lines.map((line) => line.quantity)), reserved);
  work.audit({
    action: "ALLOCATE",
    resource: "orders",
    resourceId: order.id,
    newValues: { lines: parts.map(({ sku, quantity }) => ({ sku, quantity })), open },
  });
  work.touch("order");
  return { ...moved, reserved, open };
}
