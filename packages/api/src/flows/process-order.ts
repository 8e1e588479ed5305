import { neonClient, supabaseClient } from "@invista/db";
import { newId } from "@invista/domain/shared/new-id";
import { runCommand } from "@invista/domain/shared/run-command";
import { refuse } from "@invista/contracts/errors";
import { z } from "zod";
import { processHost, userActor } from "./user-actor.ts";

const text = z.union([z.string(), z.number()]).transform(String);
const orderData = z.looseObject({
  customerId: z.string(),
  items: z.array(z.object({ productId: z.string(), inventoryItemId: z.string(), quantity: text, price: text })).min(1),
});

/**
 * Creates an order and reserves the named stock, all or nothing, in one transaction; short stock refuses the whole order with what is available.
 * The notification "Order Created" and the audit entry go through the outbox.
 */
export async function processOrder(data: z.input<typeof orderData>, userId: string, key: string = newId()) {
  const { items, ...order } = orderData.parse(data);
  const actor = await userActor(supabaseClient, userId);
  const { id } = await runCommand(
    processHost(neonClient),
    { procedure: "order.process", actor, idempotencyKey: key, input: data },
    async (work) => {
      const created = await work.tx.order.create({
        data: {
          ...order,
          createdBy: userId,
          items: {
            create: items.map((item) => ({
              productId: item.productId,
              quantity: item.quantity,
              unitPrice: item.price,
            })),
          },
        },
        select: {
          id: true,
          orderNumber: true,
          items: { select: { id: true, lineNo: true }, orderBy: { lineNo: "asc" } },
        },
      });
      const claims = items.map((item, index) => ({
        itemId: item.inventoryItemId,
        quantity: item.quantity,
        orderItemId: created.items[index]?.id,
      }));
      const short = await work.tx.$queryRaw<{ inventory_item_id: string; requested: string; available: string }[]>`
      SELECT inventory_item_id, trim_scale(requested)::text AS requested, trim_scale(available)::text AS available
      FROM reserve_stock(${work.operationId}, ${userId}, 'ORDER', ${created.id}, NULL, ${JSON.stringify(claims)}::jsonb)`;
      const [first] = short;
      if (first)
        throw refuse("RULE_BROKEN", "stock.insufficient", {
          inventoryItemId: first.inventory_item_id,
          requested: first.requested,
          available: first.available,
        });
      work.audit({ action: "CREATE", resource: "orders", resourceId: created.id, newValues: data });
      work.notify({
        kind: "order.placed",
        to: { userIds: [userId] },
        title: "Order Created",
        message: `Order ${created.orderNumber} has been created successfully`,
        type: "SUCCESS",
        link: `/orders/${created.id}`,
        dedupeKey: `order-placed:${created.id}`,
      });
      work.touch("order", "stock");
      return { id: created.id };
    },
  );
  return neonClient.order.findUniqueOrThrow({ where: { id }, include: { items: true } });
}
