import { neonClient, supabaseClient } from "@invista/db";
import { runCommand } from "@invista/domain/shared/run-command";
import { newId } from "@invista/domain/shared/new-id";
import { z } from "zod";
import { userActor, processHost } from "./user-actor.ts";

const text = z.union([z.string(), z.number()]).transform(String);

/** What the caller gives: product fields, and per warehouse the quantity at a bin. */
const productData = z.looseObject({
  sku: z.string().min(1),
  name: z.string().min(1),
  warehouses: z.array(z.object({ id: z.string(), quantity: text, location: z.string().default("") })).default([]),
});

/**
 * Creates a product with its stock per warehouse in one transaction; ledger rows follow in the database.
 * The audit entry goes through the outbox, so that it can be late but never lost. Refuses a user id that does not exist.
 */
export async function createProductWithInventory(
  data: z.input<typeof productData>,
  userId: string,
  key: string = newId(),
) {
  const { warehouses, ...product } = productData.parse(data);
  const actor = await userActor(supabaseClient, userId);
  const { id } = await runCommand(
    processHost(neonClient),
    { procedure: "product.createWithInventory", actor, idempotencyKey: key, input: data },
    async (work) => {
      const created = await work.tx.product.create({
        data: {
          ...product,
          createdBy: userId,
          inventoryItems: {
            create: warehouses.map((warehouse) => ({
              warehouseId: warehouse.id,
              quantity: warehouse.quantity,
              location: warehouse.location,
            })),
          },
        },
        select: { id: true },
      });
      work.audit({ action: "CREATE", resource: "products", resourceId: created.id, newValues: data });
      work.touch("product", "stock");
      return created;
    },
  );
  return neonClient.product.findUniqueOrThrow({ where: { id }, include: { inventoryItems: true } });
}
