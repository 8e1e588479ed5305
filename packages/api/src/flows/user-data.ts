import { neonClient, supabaseClient } from "@invista/db";
import { refuse } from "@invista/contracts/errors";

/** The user with roles, and the four numbers of the business: products, pending orders, units on hand, active suppliers. */
export async function getDashboardData(userId: string) {
  const [user, totalProducts, pendingOrders, inventory, activeSuppliers] = await Promise.all([
    supabaseClient.user.findUnique({ where: { id: userId }, include: { userRoles: { include: { role: true } } } }),
    neonClient.product.count(),
    neonClient.order.count({ where: { status: "PENDING" } }),
    neonClient.inventoryItem.aggregate({ _sum: { quantity: true } }),
    neonClient.supplier.count({ where: { status: "ACTIVE" } }),
  ]);
  return { user, metrics: { totalProducts, pendingOrders, totalInventory: inventory._sum.quantity, activeSuppliers } };
}

/** The user with role assignments, and the last ten orders that this user created. */
export async function getUserWithBusinessData(userId: string) {
  const [user, recentOrders] = await Promise.all([
    supabaseClient.user.findUnique({ where: { id: userId }, include: { userRoles: true } }),
    neonClient.order.findMany({
      where: { createdBy: userId },
      include: { items: true },
      take: 10,
      orderBy: { createdAt: "desc" },
    }),
  ]);
  return { user, recentOrders };
}

/**
 * Creates a business record only for a user that exists in the identity database; else throws "Invalid user reference".
 * `create` is the model's own, as in `createWithUserValidation(data, userId, (args) => neonClient.customer.create(args))`.
 */
export async function createWithUserValidation<Data extends object, Result>(
  data: Data,
  userId: string,
  create: (args: { data: Data & { createdBy: string } }) => PromiseLike<Result>,
): Promise<Result> {
  const user = await supabaseClient.user.findUnique({ where: { id: userId }, select: { id: true } });
  if (!user) throw refuse("INVALID", "user.unknown", { userId });
  return create({ data: { ...data, createdBy: userId } });
}
