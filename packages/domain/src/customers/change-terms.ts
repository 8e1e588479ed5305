import type { ChangeTermsInput, CustomerRef } from "@invista/contracts/customer/customer";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";

/** Changes the state or the terms of a customer the caller saw at `version`; what is left out stays. */
export async function changeTerms(work: NeonWork, input: ChangeTermsInput): Promise<CustomerRef> {
  const { idempotencyKey: _, id, version, ...given } = input;
  const before = await work.tx.customer.findUnique({ where: { id } });
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const [customer] = await work.tx.customer.updateManyAndReturn({
    where: { id, version },
    data: { ...values, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, code: true, name: true, version: true },
  });
  if (!before || !customer) throw missingOrStale("Customer", before);
  const oldValues = Object.fromEntries(Object.keys(values).map((key) => [key, Reflect.get(before, key)]));
  work.audit({ action: "UPDATE", resource: "customers", resourceId: id, oldValues, newValues: values });
  // Lists of orders name the customer.
  work.touch("order");
  return customer;
}
