import type { CustomerRef } from "@invista/contracts/customer/customer";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonTx, NeonWork } from "../shared/work.ts";

type Data = Parameters<NeonTx["customer"]["updateManyAndReturn"]>[0]["data"];

/** Writes `data` to the customer that the caller saw at `version`; the trail keeps what was asked for beside what stood there. */
export async function writeCustomer(
  work: NeonWork,
  { id, version }: { id: string; version: number },
  asked: object,
  data: Data,
): Promise<CustomerRef> {
  const before = await work.tx.customer.findUnique({ where: { id } });
  const [customer] = await work.tx.customer.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, code: true, name: true, version: true },
  });
  if (!before || !customer) throw missingOrStale("Customer", before);
  const oldValues = Object.fromEntries(Object.keys(asked).map((key) => [key, Reflect.get(before, key)]));
  work.audit({ action: "UPDATE", resource: "customers", resourceId: id, oldValues, newValues: asked });
  // Lists of orders name the customer.
  work.touch("order");
  return customer;
}
