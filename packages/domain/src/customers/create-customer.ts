import type { CreateCustomerInput, CustomerRef } from "@invista/contracts/customer/customer";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import type { NeonWork } from "../shared/work.ts";

/** Adds a customer; refuses a code that exists. */
export async function createCustomer(work: NeonWork, input: CreateCustomerInput): Promise<CustomerRef> {
  const { idempotencyKey: _, priceListCode = STANDARD_LIST, ...rest } = input;
  const values = { ...rest, priceListCode };
  const customer = await work.tx.customer.create({
    data: { ...values, email: values.email || null, createdBy: work.actor.userId },
    select: { id: true, code: true, name: true, version: true },
  });
  work.audit({ action: "CREATE", resource: "customers", resourceId: customer.id, newValues: values });
  // Lists of orders name the customer.
  work.touch("order");
  return customer;
}
