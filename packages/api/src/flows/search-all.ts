import type { SearchAllOutput } from "@invista/contracts/system/system";
import { searchProducts } from "@invista/domain/catalog";
import { listCustomers } from "@invista/domain/customers";
import { listOrders } from "@invista/domain/orders";
import { findDocuments } from "@invista/domain/reporting";
import { can } from "@invista/domain/shared/actor";
import type { NeonRead } from "@invista/domain/shared/work";

const EACH = 8;

/** Documents by number, lots, pieces, products, orders and customers for one term, as far as the actor may read them: the command palette. */
export async function searchAll(read: NeonRead, input: { q: string }): Promise<SearchAllOutput> {
  const q = input.q.trim().normalize("NFC");
  if (q === "" || q.includes("\u0000") || !q.isWellFormed()) return { hits: [] };
  const [documents, products, orders, customers] = await Promise.all([
    findDocuments(read, q),
    searchProducts(read, { q, limit: EACH }),
    can(read.actor, "order:read")
      ? listOrders(read, { q, limit: EACH, sort: "createdAt", direction: "desc" })
      : { rows: [] },
    can(read.actor, "customer:read")
      ? listCustomers(read, { q, limit: EACH, sort: "name", direction: "asc" })
      : { rows: [] },
  ]);
  return {
    hits: [
      ...documents,
      ...products.rows.map((row) => ({ kind: "product" as const, id: row.id, title: row.sku, detail: row.name })),
      ...orders.rows.map((row) => ({
        kind: "order" as const,
        id: row.id,
        title: row.orderNumber,
        detail: `${row.customerName}, ${row.status.toLowerCase()}`,
      })),
      ...customers.rows.map((row) => ({ kind: "customer" as const, id: row.id, title: row.name, detail: row.code })),
    ],
  };
}
