import type { CustomerRef, UpdateCustomerInput } from "@invista/contracts/customer/customer";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";

/** Changes a customer the caller saw at `version`. */
export async function updateCustomer(work: NeonWork, input: UpdateCustomerInput): Promise<CustomerRef> {
  const { idempotencyKey: _, id, version, ...values } = input;
  const before = await work.tx.customer.findUnique({ where: { id } });
  const changed = await work.tx.customer.updateManyAndReturn({
    where: { id, version },
    data: { ...values, email: values.email || null, version: { increment: 1 }, updatedAt: work.now },
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
