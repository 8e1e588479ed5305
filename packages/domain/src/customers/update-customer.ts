import type { CustomerRef, UpdateCustomerInput } from "@invista/contracts/customer/customer";
import { can } from "../shared/actor.ts";
import { missingOrStale } from "../shared/stale.ts";
import { without } from "../shared/without.ts";
import type { NeonWork } from "../shared/work.ts";

/** Changes a customer the caller saw at `version`. */
export async function updateCustomer(work: NeonWork, input: UpdateCustomerInput): Promise<CustomerRef> {
  const { idempotencyKey: _, id, version, priceListCode, ...rest } = input;
  const values = { ...rest, ...(priceListCode === undefined ? {} : { priceListCode }) };
  const before = await work.tx.customer.findUnique({ where: { id } });
  const changed = await work.tx.customer.updateManyAndReturn({
    where: { id, version },
    // Who can't see the credit limit sends none, and leaves it.
    data: {
      ...(can(work.actor, "price:read") ? values : without(values, "creditLimit")),
      email: values.email || null,
      version: { increment: 1 },
      updatedAt: work.now,
    },
    select: { id: true, code: true, name: true, version: true },
  });
  const [customer] = changed;
  if (!before || !customer) throw missingOrStale("Customer", before);
  const oldValues = Object.fromEntries(Object.keys(values).map((key) => [key, Reflect.get(before, key)]));
  work.audit({ action: "UPDATE", resource: "customers", resourceId: id, oldValues, newValues: values });
  // Lists of orders name the customer.
  work.touch("order");
  return customer;
}
