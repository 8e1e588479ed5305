import type { CustomerRef, UpdateCustomerInput } from "@invista/contracts/customer/customer";
import { can } from "../shared/actor.ts";
import { without } from "../shared/without.ts";
import type { NeonWork } from "../shared/work.ts";
import { writeCustomer } from "./write-customer.ts";

/** Changes a customer the caller saw at `version`. */
export async function updateCustomer(work: NeonWork, input: UpdateCustomerInput): Promise<CustomerRef> {
  const { idempotencyKey: _, id, version, priceListCode, ...rest } = input;
  const values = { ...rest, ...(priceListCode === undefined ? {} : { priceListCode }) };
  return writeCustomer(work, { id, version }, values, {
    // Who can't see the credit limit sends none, and leaves it.
    ...(can(work.actor, "price:read") ? values : without(values, "creditLimit")),
    email: values.email || null,
  });
}
