import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";

export interface OrderCustomer {
  id: string;
  name: string;
  currency: string;
  price_list_code: string;
  credit_limit: string | null;
}

/** The customer of an order; refuses one that is unknown or not active. */
export async function requireCustomer(work: NeonWork, customerId: string): Promise<OrderCustomer> {
  const [customer] = await work.tx.$queryRaw<(OrderCustomer & { status: string })[]>`
    SELECT id, name, currency, price_list_code, trim_scale(credit_limit)::text AS credit_limit, status::text AS status FROM customer WHERE id = ${customerId}`;
  if (!customer) throw refuse("INVALID", "record.referenceUnknown", { entity: "The customer" });
  if (customer.status !== "ACTIVE")
    throw refuse("RULE_BROKEN", "customer.notActive", {
      customer: customer.name,
      status: customer.status.toLowerCase(),
    });
  return customer;
}
