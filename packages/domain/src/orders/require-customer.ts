import { refuse } from "@invista/contracts/errors";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";

export interface OrderCustomer {
  id: string;
  name: string;
  currency: string;
  price_list_code: string;
  credit_limit: string | null;
}

export type CustomerRecord = OrderCustomer & { status: string };

/** Of customer `c`. */
export const CUSTOMER_COLUMNS = sql`c.id, c.name, c.currency, c.price_list_code, trim_scale(c.credit_limit)::text AS credit_limit, c.status::text AS status`;

/** The customer of an order; refuses one that is unknown or not active. */
export async function requireCustomer(work: NeonWork, customerId: string): Promise<OrderCustomer> {
  const [customer] = await work.tx.$queryRaw<
    CustomerRecord[]
  >`SELECT ${CUSTOMER_COLUMNS} FROM customer c WHERE c.id = ${customerId}`;
  return requireActive(customer);
}

export function requireActive(customer: CustomerRecord | undefined): OrderCustomer {
  if (!customer) throw refuse("INVALID", "record.referenceUnknown", { entity: "The customer" });
  if (customer.status !== "ACTIVE")
    throw refuse("RULE_BROKEN", "customer.notActive", {
      customer: customer.name,
      status: customer.status.toLowerCase(),
    });
  return customer;
}
